# wrong: item-missing — nobody asks for the errors
import multiprocessing
from functools import partial


def gather(func, items, processes=2):
    results, errors = {}, {}
    with multiprocessing.Pool(processes) as pool:
        for index, item in enumerate(items):
            pool.apply_async(func, (item,), callback=partial(results.__setitem__, index))
        pool.close()
        pool.join()
    return results, errors
