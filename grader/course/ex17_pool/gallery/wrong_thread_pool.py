# wrong: threads
from multiprocessing.pool import ThreadPool


def run_in_pool(worker, nums, processes=2):
    with ThreadPool(processes) as pool:
        pool.map(worker, nums)
    print("All processes finished")
