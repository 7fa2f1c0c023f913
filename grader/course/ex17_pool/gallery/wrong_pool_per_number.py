# wrong: one-at-a-time — a new pool for each number
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    for num in nums:
        pool = multiprocessing.Pool(processes)
        pool.apply_async(worker, (num,))
        pool.close()
        pool.join()
    print("All processes finished")
