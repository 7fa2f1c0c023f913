# right: waits for each result, then leaves the with block
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    with multiprocessing.Pool(processes=processes) as pool:
        results = [pool.apply_async(worker, args=(num,)) for num in nums]
        for result in results:
            result.wait()
    print("All processes finished")
