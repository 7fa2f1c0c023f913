# wrong: one-at-a-time
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    pool = multiprocessing.Pool(processes)
    for num in nums:
        pool.apply_async(worker, (num,)).get()
    pool.close()
    pool.join()
    print("All processes finished")
