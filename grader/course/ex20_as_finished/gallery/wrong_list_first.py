# wrong: results-kept-back
import multiprocessing


def as_finished(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        return iter(list(pool.imap_unordered(func, items)))
