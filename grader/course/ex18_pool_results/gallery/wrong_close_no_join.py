# wrong: pool-left — the workers may leave, but nobody waits for that
import multiprocessing


def pool_map(func, items, processes=2):
    pool = multiprocessing.Pool(processes)
    results = pool.map(func, items)
    pool.close()
    return results
