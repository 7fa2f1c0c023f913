# wrong: error-swallowed — an exception among the results
import multiprocessing


def call(task):
    func, item = task
    try:
        return func(item)
    except Exception as error:
        return error


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        return pool.map(call, [(func, item) for item in items])
