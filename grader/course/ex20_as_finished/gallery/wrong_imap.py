# wrong: waits-for-the-slow-one
import multiprocessing


def as_finished(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        yield from pool.imap(func, items)
