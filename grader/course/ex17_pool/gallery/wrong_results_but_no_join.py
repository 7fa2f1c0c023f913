# wrong: pool-left — the workers may leave, but nobody waits for that
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    pool = multiprocessing.Pool(processes)
    results = [pool.apply_async(worker, (num,)) for num in nums]
    pool.close()
    for result in results:
        result.wait()
    print("All processes finished")
