# right: closes the pool in a finally block
import multiprocessing


def pool_map(func, items, processes=2):
    pool = multiprocessing.Pool(processes)
    try:
        return pool.map_async(func, list(items), chunksize=1).get()
    finally:
        pool.close()
        pool.join()
