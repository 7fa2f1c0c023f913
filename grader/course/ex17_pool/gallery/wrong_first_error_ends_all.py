# wrong: error-stops-others — leaves the with block with the first error
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    with multiprocessing.Pool(processes) as pool:
        results = [pool.apply_async(worker, (num,)) for num in nums]
        for result in results:
            result.get()
        pool.close()
        pool.join()
    print("All processes finished")
