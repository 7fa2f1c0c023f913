# wrong: pool-left — an executor that is never shut down
from concurrent.futures import ProcessPoolExecutor, wait


def run_in_pool(worker, nums, processes=2):
    executor = ProcessPoolExecutor(processes)
    wait([executor.submit(worker, num) for num in nums])
    print("All processes finished")
