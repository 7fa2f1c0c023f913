# right: joins whatever processes there are
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    pool = multiprocessing.Pool(processes)
    for num in nums:
        pool.apply_async(worker, (num,))
    pool.close()
    for process in multiprocessing.active_children():
        process.join()
    print("All processes finished")
