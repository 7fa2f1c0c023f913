# right: asks for the results when the pool has gone, so an error comes out last
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    pool = multiprocessing.Pool(processes, maxtasksperchild=1)
    results = [pool.apply_async(worker, (num,)) for num in nums]
    pool.close()
    pool.join()
    for result in results:
        result.get()
    print("All processes finished")
