# wrong: unknown-called
import multiprocessing


def run_under(method, func, args=()):
    try:
        context = multiprocessing.get_context(method)
    except ValueError:
        context = multiprocessing.get_context()
    with context.Pool(1) as pool:
        return pool.apply(func, args)
