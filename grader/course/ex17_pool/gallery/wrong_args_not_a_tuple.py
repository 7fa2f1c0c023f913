# wrong: work-lost — the error is in a result that nobody asks for
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    pool = multiprocessing.Pool(processes)
    for num in nums:
        pool.apply_async(worker, (num, num))
    pool.close()
    pool.join()
    print("All processes finished")
