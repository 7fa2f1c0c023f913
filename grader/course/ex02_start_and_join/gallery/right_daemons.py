# right: daemon children that are joined
import multiprocessing


def run_workers(worker, nums):
    processes = [multiprocessing.Process(target=worker, args=[num], daemon=True) for num in nums]
    [process.start() for process in processes]
    [process.join() for process in processes]
    print("All", "processes", "finished")
