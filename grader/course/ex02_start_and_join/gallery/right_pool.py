# right: as many workers as numbers
import multiprocessing


def run_workers(worker, nums):
    if nums:
        with multiprocessing.Pool(len(nums)) as pool:
            results = [pool.apply_async(worker, (num,)) for num in nums]
            for result in results:
                result.wait()
            pool.close()
            pool.join()
    print("All processes finished")
