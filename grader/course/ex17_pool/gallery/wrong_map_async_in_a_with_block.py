# wrong: work-lost — after the block it is too late to wait
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    with multiprocessing.Pool(processes) as pool:
        pool.map_async(worker, nums)
    pool.join()
    print("All processes finished")
