# wrong: error-changed — the same type, another text
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        try:
            return pool.map(func, items)
        except Exception as error:
            raise type(error)("something went wrong") from error
