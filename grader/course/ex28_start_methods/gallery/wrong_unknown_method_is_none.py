# wrong: unknown-accepted
import multiprocessing


def run_under(method, func, args=()):
    if method not in multiprocessing.get_all_start_methods():
        print("no such start method:", method)
        return None
    with multiprocessing.get_context(method).Pool(1) as pool:
        return pool.apply(func, args)
