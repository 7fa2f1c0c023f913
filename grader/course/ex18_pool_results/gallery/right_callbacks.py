# right: callbacks gather the results
import functools
import multiprocessing


def pool_map(func, items, processes=2):
    results, errors = {}, []
    pool = multiprocessing.Pool(processes)
    for index, item in enumerate(items):
        pool.apply_async(func, [item], callback=functools.partial(results.__setitem__, index), error_callback=errors.append)
    pool.close()
    pool.join()
    if errors:
        raise errors[0]
    return [results[index] for index in range(len(items))]
