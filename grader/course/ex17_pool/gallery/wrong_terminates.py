# wrong: work-lost
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    pool = multiprocessing.Pool(processes)
    results = [pool.apply_async(worker, (num,)) for num in nums]
    results[0].wait(1)
    pool.terminate()
    pool.join()
    print("All processes finished")
