# wrong: result-among-errors — the function may return an exception object
import multiprocessing
from functools import partial


def attempt(func, item):
    try:
        return func(item)
    except Exception as error:
        return error


def gather(func, items, processes=2):
    results, errors = {}, {}
    with multiprocessing.Pool(processes) as pool:
        for index, value in enumerate(pool.map(partial(attempt, func), items)):
            (errors if isinstance(value, Exception) else results)[index] = value
    return results, errors
