# wrong: sets-start-method — for good
import multiprocessing


def run_under(method, func, args=()):
    multiprocessing.set_start_method(method, force=True)
    with multiprocessing.Pool(1) as pool:
        return pool.apply(func, args)
