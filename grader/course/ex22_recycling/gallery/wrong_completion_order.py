# wrong: wrong-value
import multiprocessing


def recycled(func, items, processes=2, per_child=3):
    with multiprocessing.Pool(processes, maxtasksperchild=per_child) as pool:
        return list(pool.imap_unordered(func, items))
