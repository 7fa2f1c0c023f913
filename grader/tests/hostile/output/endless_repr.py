# tries: return a value that is shown for ever.
# exercise: ex12_collect
# holds: the play is given up.
# codes: no-progress too-long stalled
import time


class Endless:
    def __repr__(self):
        while True:
            time.sleep(0.02)


def collect(func, items):
    return Endless()
