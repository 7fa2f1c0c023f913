# wrong: error-changed
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        try:
            return pool.map(func, items, chunksize=1)
        except Exception as error:
            raise RuntimeError(str(error))
