# wrong: pool-left — all calls are over when map() raises, but close() and join() are skipped
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    pool = multiprocessing.Pool(processes)
    pool.map(worker, nums, chunksize=1)
    pool.close()
    pool.join()
    print("All processes finished")
