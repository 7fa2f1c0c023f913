# wrong: returned-early — sleeps instead of waiting
import multiprocessing
import time


def run_in_pool(worker, nums, processes=2):
    pool = multiprocessing.Pool(processes)
    for num in nums:
        pool.apply_async(worker, (num,))
    pool.close()
    time.sleep(1)
    print("All processes finished")
