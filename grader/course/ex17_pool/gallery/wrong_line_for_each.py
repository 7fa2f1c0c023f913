# wrong: line-twice
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    with multiprocessing.Pool(processes) as pool:
        for result in [pool.apply_async(worker, (num,)) for num in nums]:
            result.wait()
            print("All processes finished")
