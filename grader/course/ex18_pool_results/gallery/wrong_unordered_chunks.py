# wrong: completion-order — chunks in the order in which they are ready
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        return list(pool.imap_unordered(func, items, chunksize=2))
