# wrong: error-stops-others — the error skips close() and join()
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    pool = multiprocessing.Pool(processes)
    results = [pool.apply_async(worker, (num,)) for num in nums]
    for result in results:
        result.get()
    pool.close()
    pool.join()
    print("All processes finished")
