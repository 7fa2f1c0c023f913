# wrong: nobody-works
import multiprocessing


def as_finished(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        return pool.imap_unordered(func, items)
