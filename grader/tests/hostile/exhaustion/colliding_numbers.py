# tries: return a set of numbers that all have the same hash: each is compared with all the others.
# exercise: ex12_collect
# holds: the judge puts so many into no set.
# codes: too-large-answer
import sys


def collect(func, items):
    line = sys.modules["stage.lifeline"].own()
    line.ask("returned", value={"set": [number * (2**61 - 1) for number in range(400_000)]})
