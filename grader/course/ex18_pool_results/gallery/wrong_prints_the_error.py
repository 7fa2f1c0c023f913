# wrong: error-swallowed — printed, and None returned
import multiprocessing


def pool_map(func, items, processes=2):
    try:
        with multiprocessing.Pool(processes) as pool:
            return pool.map(func, items)
    except Exception as error:
        print(error)
