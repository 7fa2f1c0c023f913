# wrong: one-after-another
import multiprocessing


def gather(func, items, processes=2):
    results, errors = {}, {}
    with multiprocessing.Pool(processes) as pool:
        for index, item in enumerate(items):
            try:
                results[index] = pool.apply_async(func, (item,)).get()
            except Exception as error:
                errors[index] = error
    return results, errors
