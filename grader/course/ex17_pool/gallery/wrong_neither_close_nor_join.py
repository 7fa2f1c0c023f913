# wrong: pool-left — all calls are over, but the pool lives on
import multiprocessing


kept = []


def run_in_pool(worker, nums, processes=2):
    pool = multiprocessing.Pool(processes)
    kept.append(pool)
    pool.map(worker, nums, chunksize=1)
    print("All processes finished")
