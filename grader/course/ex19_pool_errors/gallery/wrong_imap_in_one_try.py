# wrong: item-missing — and the rest of the work is cut off
import multiprocessing


def gather(func, items, processes=2):
    results, errors = {}, {}
    with multiprocessing.Pool(processes) as pool:
        try:
            for index, result in enumerate(pool.imap(func, items)):
                results[index] = result
        except Exception as error:
            errors[len(results)] = error
    return results, errors
