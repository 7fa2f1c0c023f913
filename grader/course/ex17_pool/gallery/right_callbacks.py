# right: counts with callbacks, which run in a thread of the caller
import multiprocessing
import threading


def run_in_pool(worker, nums, processes=2):
    left = len(nums)
    done = threading.Semaphore(0)
    pool = multiprocessing.Pool(processes)
    try:
        for num in nums:
            pool.apply_async(worker, kwds={"num": num}, callback=lambda _: done.release(), error_callback=lambda _: done.release())
        while left:
            done.acquire()
            left -= 1
    finally:
        pool.terminate()
        pool.join()
    print("All processes finished")
