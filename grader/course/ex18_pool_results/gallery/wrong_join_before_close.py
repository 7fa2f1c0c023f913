# wrong: exception — join() before close()
import multiprocessing


def pool_map(func, items, processes=2):
    pool = multiprocessing.Pool(processes)
    results = pool.map(func, items)
    pool.join()
    return results
