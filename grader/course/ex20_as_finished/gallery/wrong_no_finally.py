# wrong: left-behind — only when the caller stops early
import multiprocessing


def as_finished(func, items, processes=2):
    pool = multiprocessing.Pool(processes)
    for result in pool.imap_unordered(func, items):
        yield result
    pool.close()
    pool.join()
