# tries: report something that the check cannot index, so that the grader itself fails.
# exercise: ex08_producer
# holds: a report has the shape that its scenario has declared.
# codes: odd-message
import os
import sys

sys.modules["stage.lifeline"].own().ask("loaded", method=None)
sys.modules["stage.lifeline"].own().ask("report", value=7)
os._exit(0)


def producer(queue, items=range(5)):
    pass
