# tries: tell a fact without the fields that it has, so that the grader itself fails.
# exercise: ex09_consumer
# holds: a note has the fields that its scenario has declared, of their types.
# codes: odd-message
import sys


def consumer(queue):
    pass


def _now():
    sys.modules["stage.lifeline"].own().ask("loaded", method=None)
    sys.modules["stage.lifeline"].own().ask("note", name="idle", fields={"dict": []})


if __name__ == "ex09_consumer":
    _now()
