# wrong: wrong-arguments — the whole list is one argument
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    pool = multiprocessing.Pool(processes)
    pool.apply_async(worker, (nums,))
    pool.close()
    pool.join()
    print("All processes finished")
