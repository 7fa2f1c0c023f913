# right: looks from time to time
import multiprocessing
import time


def run_workers(worker, nums):
    for num in nums:
        multiprocessing.Process(target=worker, args=(num,), name=f"worker {num}").start()
    while multiprocessing.active_children():
        time.sleep(0.1)
    print("All processes finished")
