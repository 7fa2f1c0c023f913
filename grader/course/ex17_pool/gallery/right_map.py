# right: map() hands in all numbers before it waits, and here waiting is wanted
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    with multiprocessing.Pool(processes) as pool:
        pool.map(worker, nums, chunksize=1)
    print("All processes finished")
