# wrong: pool-left — waits for the calls, and not for the processes
from concurrent.futures import ProcessPoolExecutor, wait


def run_in_pool(worker, nums, processes=2):
    executor = ProcessPoolExecutor(processes)
    wait([executor.submit(worker, num) for num in nums])
    executor.shutdown(wait=False)
    print("All processes finished")
