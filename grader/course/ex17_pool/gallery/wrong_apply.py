# wrong: one-at-a-time — apply() waits for each call
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    pool = multiprocessing.Pool(processes)
    for num in nums:
        pool.apply(worker, (num,))
    pool.close()
    pool.join()
    print("All processes finished")
