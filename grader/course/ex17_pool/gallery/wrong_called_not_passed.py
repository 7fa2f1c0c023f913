# wrong: in-the-caller
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    for num in nums:
        worker(num)
    print("All processes finished")
