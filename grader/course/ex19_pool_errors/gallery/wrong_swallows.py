# wrong: error-among-results
import multiprocessing
from functools import partial


def attempt(func, item):
    try:
        return func(item)
    except Exception as error:
        return error


def gather(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        return dict(enumerate(pool.map(partial(attempt, func), items))), {}
