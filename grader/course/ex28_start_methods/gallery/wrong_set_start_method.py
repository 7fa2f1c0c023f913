# wrong: sets-start-method — that is done once in a program, and it was done
import multiprocessing


def run_under(method, func, args=()):
    multiprocessing.set_start_method(method)
    with multiprocessing.Pool(1) as pool:
        return pool.apply(func, args)
