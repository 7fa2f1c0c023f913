# wrong: in-the-caller
import multiprocessing


def run_under(method, func, args=()):
    multiprocessing.get_context(method)
    return func(*args)
