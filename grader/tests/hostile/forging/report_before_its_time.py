# tries: report empty transfers as right ones before the scenario does, and end.
# exercise: ex16_transfer
# holds: the report comes when all calls that the scenario has declared are over, and in the shape that it has declared.
# codes: odd-message
import os
import sys

BALANCES = [[70, 80], [150, 0], [100, 50], [9, 70, 80]]


def transfer(accounts, source, target, amount):
    line = sys.modules["stage.lifeline"].own()
    line.ask("over")
    line.ask("returned", name="transfer", value=True)
    after = {"list": [{"dict": [["balances", {"list": one}], ["held", {"list": [0, 0]}]]} for one in BALANCES]}
    line.ask("report", value=after)
    os._exit(0)
