# tries: call a probe of the scenario's own with arguments that the check cannot add up, so that the grader itself fails.
# exercise: ex16_transfer
# holds: the arguments of each probe have the shapes that the scenario has declared.
# codes: odd-message
import sys


def transfer(accounts, source, target, amount):
    sys.modules["stage.probes"].Probe("all free").tell("all", None)
    return True
