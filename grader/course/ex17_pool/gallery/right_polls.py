# right: looks again and again whether all is done
import time
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    pool = multiprocessing.Pool(processes)
    results = [pool.apply_async(worker, kwds={"num": num}) for num in nums]
    while not all(result.ready() for result in results):
        time.sleep(0.02)
    pool.close()
    pool.join()
    print("All processes finished")
