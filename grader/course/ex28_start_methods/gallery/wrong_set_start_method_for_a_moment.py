# wrong: sets-start-method — and sets it back afterwards
import multiprocessing


def run_under(method, func, args=()):
    before = multiprocessing.get_start_method()
    multiprocessing.set_start_method(method, force=True)
    try:
        with multiprocessing.Pool(1) as pool:
            return pool.apply(func, args)
    finally:
        multiprocessing.set_start_method(before, force=True)
