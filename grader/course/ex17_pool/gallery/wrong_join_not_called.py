# wrong: returned-early — the brackets are missing
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    pool = multiprocessing.Pool(processes)
    pool.map_async(worker, nums)
    pool.close()
    pool.join
    print("All processes finished")
