# right: each item is a task of its own
import multiprocessing


def recycled(func, items, processes=2, per_child=3):
    pool = multiprocessing.Pool(processes, maxtasksperchild=per_child)
    try:
        waiting = [pool.apply_async(func, (item,)) for item in items]
        pool.close()
        for one in waiting:
            one.wait()
        return [one.get() for one in waiting]
    finally:
        pool.close()
        pool.join()
