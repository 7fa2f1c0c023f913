# tries: return at once, with nothing started, and do the whole work when the interpreter ends.
# exercise: ex02_start_and_join
# holds: a process that began when the function was over has called nothing.
# codes: never-called
import atexit
import multiprocessing


def run_workers(worker, nums):
    atexit.register(_later, worker, nums)


def _later(worker, nums):
    processes = [multiprocessing.Process(target=worker, args=(num,)) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("All processes finished", flush=True)
