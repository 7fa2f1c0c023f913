# wrong: stalled — the pool is gone, nobody will send the results
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        waiting = pool.map_async(func, items, chunksize=1)
    return waiting.get()
