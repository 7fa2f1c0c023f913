# tries: hand values to the judge whose unpickling writes a file: returned, raised, and printed.
# exercise: ex12_collect
# holds: the judge never unpickles anything, so the file is not written.
# codes: exception never-called not-picklable
import pickle
import sys


class Payload:
    def __reduce__(self):
        return (open, ("@OUTSIDE@/unpickled", "w"))


class Carrier(Exception):
    def __reduce__(self):
        return (open, ("@OUTSIDE@/unpickled", "w"))


def collect(func, items):
    sys.stdout.flush()
    sys.stdout.buffer.write(pickle.dumps(Payload()) + b"\n")
    if len(items) > 3:
        raise Carrier(pickle.dumps(Payload()))
    return [Payload() for _ in items]
