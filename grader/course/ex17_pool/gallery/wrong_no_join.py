# wrong: returned-early
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    pool = multiprocessing.Pool(processes)
    for num in nums:
        pool.apply_async(worker, (num,))
    pool.close()
    print("All processes finished")
