# wrong: returned-early
from concurrent.futures import ProcessPoolExecutor


def run_in_pool(worker, nums, processes=2):
    executor = ProcessPoolExecutor(processes)
    for num in nums:
        executor.submit(worker, num)
    executor.shutdown(wait=False)
    print("All processes finished")
