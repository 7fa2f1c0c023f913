# right: a pool
import multiprocessing


def process_all(items, handle, workers):
    with multiprocessing.Pool(workers) as pool:
        for item in items:
            pool.apply_async(handle, (item,))
        pool.close()
        pool.join()
