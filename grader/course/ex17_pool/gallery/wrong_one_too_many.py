# wrong: too-many-together
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    pool = multiprocessing.Pool(processes + 1)
    for num in nums:
        pool.apply_async(worker, (num,))
    pool.close()
    pool.join()
    print("All processes finished")
