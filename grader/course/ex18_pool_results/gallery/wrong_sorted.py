# wrong: completion-order — sorted by value, not by item
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        return sorted(pool.imap_unordered(func, items), key=repr)
