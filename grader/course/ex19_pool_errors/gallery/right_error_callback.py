# right: callbacks, which run in a thread of the caller; join() waits for that thread too
import multiprocessing
from functools import partial


def gather(func, items, processes=2):
    results, errors = {}, {}
    pool = multiprocessing.Pool(processes)
    for index, item in enumerate(items):
        pool.apply_async(
            func, (item,), callback=partial(results.__setitem__, index), error_callback=partial(errors.__setitem__, index)
        )
    pool.close()
    pool.join()
    return results, errors
