# wrong: line-missing
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    with multiprocessing.Pool(processes) as pool:
        pool.map(worker, nums)
