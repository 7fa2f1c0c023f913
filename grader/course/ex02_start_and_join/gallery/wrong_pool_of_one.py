# wrong: one-process
import multiprocessing


def run_workers(worker, nums):
    with multiprocessing.Pool(1) as pool:
        pool.map(worker, nums)
        pool.close()
        pool.join()
    print("All processes finished")
