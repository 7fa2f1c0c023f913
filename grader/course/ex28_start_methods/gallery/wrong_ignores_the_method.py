# wrong: wrong-method
import multiprocessing


def run_under(method, func, args=()):
    multiprocessing.get_context(method)
    with multiprocessing.Pool(1) as pool:
        return pool.apply(func, args)
