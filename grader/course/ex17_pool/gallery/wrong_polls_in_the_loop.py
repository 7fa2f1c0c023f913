# wrong: one-at-a-time — and looks again and again, so it never rests
import multiprocessing
import time


def run_in_pool(worker, nums, processes=2):
    with multiprocessing.Pool(processes) as pool:
        for num in nums:
            result = pool.apply_async(worker, (num,))
            while not result.ready():
                time.sleep(0.02)
    print("All processes finished")
