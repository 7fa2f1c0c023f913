# tries: return at once, and at exit, when all is done, tell on the stage's own line of a second call that has left nothing.
# exercise: ex02_start_and_join
# holds: the stage may say only what its scenario has declared, and nothing after its report; each call must leave nothing.
# codes: returned-early odd-message
import atexit
import multiprocessing
import sys

STARTED = []


def run_workers(worker, nums):
    for num in nums:
        process = multiprocessing.Process(target=worker, args=(num,))
        process.start()
        STARTED.append(process)


def _end():
    for process in STARTED:
        process.join()
    print("All processes finished", flush=True)
    line = sys.modules["stage.lifeline"].own()
    line.ask("calling", name="run_workers")
    line.ask("over")
    line.ask("returned", name="run_workers", value=None, method=multiprocessing.get_start_method())
    line.ask("report", value=None)


if multiprocessing.parent_process() is None:
    atexit.register(_end)
