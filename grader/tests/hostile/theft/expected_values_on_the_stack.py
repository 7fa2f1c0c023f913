# tries: look for what the check expects in the frames above, and among all objects.
# exercise: ex02_start_and_join
# holds: the check is in another process; the stage knows only what the function is given.
# codes: exception
import gc
import sys


def run_workers(worker, nums):
    found = []
    frame = sys._getframe()
    while frame is not None:
        found += [name for name in (*frame.f_locals, *frame.f_globals) if name in ("expect", "check", "LESSON", "points")]
        frame = frame.f_back
    wanted = "All processes " + "finished"
    texts = [one for one in gc.get_objects() if type(one) is dict and any(value == wanted for value in list(one.values()))]
    raise RuntimeError("REACHED" if found or texts else "nothing")
