# wrong: one-after-another — every item gets a new process, but only one at a time
import multiprocessing


def recycled(func, items, processes=2, per_child=3):
    results = []
    for item in items:
        with multiprocessing.Pool(1) as pool:
            results.append(pool.apply(func, (item,)))
    return results
