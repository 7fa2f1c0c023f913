# wrong: item-missing — every callback sees the last index
import multiprocessing


def gather(func, items, processes=2):
    results, errors = {}, {}
    with multiprocessing.Pool(processes) as pool:
        for index, item in enumerate(items):
            pool.apply_async(
                func,
                (item,),
                callback=lambda result: results.__setitem__(index, result),
                error_callback=lambda error: errors.__setitem__(index, error),
            )
        pool.close()
        pool.join()
    return results, errors
