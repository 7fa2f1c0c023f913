# right: a pool that is closed and joined, whatever happens
import multiprocessing


def run_under(method, func, args=()):
    pool = multiprocessing.get_context(method).Pool(processes=1)
    try:
        return pool.apply_async(func, args).get()
    finally:
        pool.close()
        pool.join()
