# wrong: pool-left-after-error
import multiprocessing


def pool_map(func, items, processes=2):
    pool = multiprocessing.Pool(processes)
    results = pool.map(func, items, chunksize=1)
    pool.close()
    pool.join()
    return results
