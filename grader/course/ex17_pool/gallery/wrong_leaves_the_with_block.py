# wrong: work-lost
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    with multiprocessing.Pool(processes) as pool:
        for num in nums:
            pool.apply_async(worker, (num,))
    print("All processes finished")
