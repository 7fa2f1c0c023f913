# right: a wrapper that catches in the worker and returns a mark with the value
import multiprocessing
from functools import partial


def attempt(func, item):
    try:
        return True, func(item)
    except Exception as error:
        return False, error


def gather(func, items, processes=2):
    results, errors = {}, {}
    with multiprocessing.Pool(processes) as pool:
        for index, (good, value) in enumerate(pool.map(partial(attempt, func), items, chunksize=1)):
            (results if good else errors)[index] = value
        pool.close()
        pool.join()
    return results, errors
