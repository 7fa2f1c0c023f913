# wrong: pool-left — waits for the results, and leaves the pool to the garbage collector
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    pool = multiprocessing.Pool(processes)
    results = [pool.apply_async(worker, (num,)) for num in nums]
    for result in results:
        result.get()
    print("All processes finished")
