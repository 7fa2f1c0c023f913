# right: an executor
from concurrent.futures import ProcessPoolExecutor


def run_in_pool(worker, nums, processes=2):
    with ProcessPoolExecutor(processes) as executor:
        for num in nums:
            executor.submit(worker, num)
    print("All processes finished")
