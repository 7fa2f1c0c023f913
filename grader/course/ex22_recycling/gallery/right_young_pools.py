# right: a new pool for each batch of items, just as many processes at the same time
import multiprocessing


def recycled(func, items, processes=2, per_child=3):
    items, results, error = list(items), [], None
    size = processes * per_child
    for start in range(0, len(items), size):
        with multiprocessing.Pool(processes, maxtasksperchild=per_child) as pool:
            try:
                results += pool.map(func, items[start : start + size], chunksize=1)
            except Exception as problem:
                error = problem
    if error is not None:
        raise error
    return results
