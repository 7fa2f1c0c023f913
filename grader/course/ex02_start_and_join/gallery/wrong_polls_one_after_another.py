# wrong: one-after-another — it looks again and again whether the process has ended, so it never rests
import multiprocessing
import time


def run_workers(worker, nums):
    for num in nums:
        process = multiprocessing.Process(target=worker, args=(num,))
        process.start()
        while process.is_alive():
            time.sleep(0.05)
        process.join()
    print("All processes finished")
