# wrong: work-lost — 0 is a number like any other
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    pool = multiprocessing.Pool(processes)
    for num in filter(None, nums):
        pool.apply_async(worker, (num,))
    pool.close()
    pool.join()
    print("All processes finished")
