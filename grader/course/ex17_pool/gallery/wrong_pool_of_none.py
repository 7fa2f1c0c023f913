# wrong: exception — a pool of no processes
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    with multiprocessing.Pool(min(processes, len(nums))) as pool:
        pool.map(worker, nums)
    print("All processes finished")
