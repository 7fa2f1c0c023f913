# wrong: returned-early — the pool is never closed
import multiprocessing

kept = []


def recycled(func, items, processes=2, per_child=3):
    pool = multiprocessing.Pool(processes, maxtasksperchild=per_child)
    kept.append(pool)
    return pool.map(func, items, chunksize=1)
