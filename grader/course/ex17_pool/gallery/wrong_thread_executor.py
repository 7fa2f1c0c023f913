# wrong: threads
from concurrent.futures import ThreadPoolExecutor


def run_in_pool(worker, nums, processes=2):
    with ThreadPoolExecutor(processes) as executor:
        executor.map(worker, nums)
    print("All processes finished")
