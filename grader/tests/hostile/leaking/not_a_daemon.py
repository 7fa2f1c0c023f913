# tries: leave children that the interpreter waits for at its end.
# exercise: ex02_start_and_join
# holds: the judge does not wait for that.
# codes: never-called returned-early
import multiprocessing
import time


def run_workers(worker, nums):
    for _ in range(3):
        multiprocessing.Process(target=time.sleep, args=(3600,), daemon=False).start()
    print("All processes finished")
