# wrong: one-at-a-time — all the work goes to one worker
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    if nums:
        with multiprocessing.Pool(processes) as pool:
            pool.map(worker, nums, chunksize=len(nums))
            pool.close()
            pool.join()
    print("All processes finished")
