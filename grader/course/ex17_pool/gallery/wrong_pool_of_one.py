# wrong: one-at-a-time
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    pool = multiprocessing.Pool(1)
    pool.map_async(worker, nums)
    pool.close()
    pool.join()
    print("All processes finished")
