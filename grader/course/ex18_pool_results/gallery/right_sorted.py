# right: takes results as they come, and sorts them by index
import multiprocessing


def call(task):
    index, func, item = task
    return index, func(item)


def pool_map(func, items, processes=2):
    results = [None] * len(items)
    with multiprocessing.Pool(processes) as pool:
        for index, result in pool.imap_unordered(call, [(i, func, item) for i, item in enumerate(items)]):
            results[index] = result
    return results
