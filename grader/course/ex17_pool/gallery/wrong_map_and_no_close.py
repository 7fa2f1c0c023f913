# wrong: pool-left — a pool without a name
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    multiprocessing.Pool(processes).map(worker, nums)
    print("All processes finished")
