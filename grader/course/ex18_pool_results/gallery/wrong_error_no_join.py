# wrong: pool-left-after-error — closes after an error, and does not wait
import multiprocessing


def pool_map(func, items, processes=2):
    pool = multiprocessing.Pool(processes)
    try:
        results = pool.map(func, items)
    except Exception:
        pool.close()
        raise
    pool.close()
    pool.join()
    return results
