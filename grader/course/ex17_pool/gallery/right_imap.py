# right: imap() hands everything in, whether or not its results are asked for
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    pool = multiprocessing.Pool(processes=processes)
    pool.imap_unordered(worker, nums)
    pool.close()
    pool.join()
    print("All processes finished")
