# right: a pool of one from the context; leaving the block ends it
import multiprocessing


def run_under(method, func, args=()):
    with multiprocessing.get_context(method).Pool(1) as pool:
        return pool.apply(func, args)
