# wrong: work-lost — a lambda cannot be sent, and nobody asks for the error
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    pool = multiprocessing.Pool(processes)
    for num in nums:
        pool.apply_async(lambda: worker(num))
    pool.close()
    pool.join()
    print("All processes finished")
