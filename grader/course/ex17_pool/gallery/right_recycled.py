# right: workers that are replaced after each call
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    with multiprocessing.Pool(processes, maxtasksperchild=1) as pool:
        for result in [pool.apply_async(worker, (num,)) for num in nums]:
            result.wait()
        pool.close()
        pool.join()
    print("All processes finished")
