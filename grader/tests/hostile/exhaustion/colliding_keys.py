# tries: the same with keys that are long tuples, in a great many small sets.
# exercise: ex12_collect
# holds: what is inside a key counts too, and the play has one account for all its sets.
# codes: too-large-answer
import sys


def collect(func, items):
    key = [0] * 400
    sets = [{"set": [{"tuple": [*key, number * (2**61 - 1)]} for number in range(100)]} for _ in range(20)]
    line = sys.modules["stage.lifeline"].own()
    while True:
        line.ask("note", name="x", fields={"dict": [["x", {"list": sets}]]})
