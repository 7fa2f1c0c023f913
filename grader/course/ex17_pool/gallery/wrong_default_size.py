# wrong: too-few-together — always two
import multiprocessing


def run_in_pool(worker, nums, processes=2):
    with multiprocessing.Pool(2) as pool:
        pool.map(worker, nums, chunksize=1)
        pool.close()
        pool.join()
    print("All processes finished")
