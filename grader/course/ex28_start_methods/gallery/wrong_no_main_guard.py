# wrong: work-at-import — every child that imports the file would do it again
import multiprocessing
import os


def run_under(method, func, args=()):
    with multiprocessing.get_context(method).Pool(1) as pool:
        return pool.apply(func, args)


print(run_under("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn", os.getpid))
