# wrong: too-many-together — what Pool() does on a machine with three processors
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    pool = multiprocessing.Pool(3)
    for num in nums:
        pool.apply_async(worker, (num,))
    pool.close()
    pool.join()
    print("All processes finished")
