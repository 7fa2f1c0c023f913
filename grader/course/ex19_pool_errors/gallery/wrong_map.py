# wrong: error-escapes
import multiprocessing


def gather(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        return dict(enumerate(pool.map(func, items))), {}
