# wrong: completion-order
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        return list(pool.imap_unordered(func, items))
