# right: daemon children that are joined
import multiprocessing


def run_all(worker, nums):
    processes = [multiprocessing.Process(target=worker, args=[num], daemon=True) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
