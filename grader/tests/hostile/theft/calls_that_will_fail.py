# tries: look in the frames above for the items that are going to fail.
# exercise: ex12_collect
# holds: the judge alone knows which calls will fail; the stage is told each when it comes.
# codes: exception
# earns: test_one_fails
import sys


def collect(func, items):
    frame = sys._getframe()
    while frame is not None:
        for name in ("failing", "args", "order"):
            known = frame.f_locals.get(name)
            if (name == "failing" and known) or (type(known) is dict and known.get("failing")):
                raise RuntimeError("REACHED")
        frame = frame.f_back
    raise RuntimeError("nothing")
