# wrong: work-lost
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    pool = multiprocessing.Pool(processes)
    for num in nums[:-1]:
        pool.apply_async(worker, (num,))
    pool.close()
    pool.join()
    print("All processes finished")
