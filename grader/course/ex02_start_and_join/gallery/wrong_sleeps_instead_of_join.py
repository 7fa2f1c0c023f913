# wrong: returned-early
import multiprocessing
import time


def run_workers(worker, nums):
    for num in nums:
        multiprocessing.Process(target=worker, args=(num,)).start()
    time.sleep(1)
    print("All processes finished")
