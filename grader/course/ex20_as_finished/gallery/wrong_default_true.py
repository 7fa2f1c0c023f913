# wrong: wrong-default — True counts as 1
import multiprocessing
import time


def as_finished(func, items, processes=True):
    # The with block is left after the last result, and also when the caller stops early or an exception comes: then a
    # generator is closed at its yield. Leaving the block ends the pool.
    with multiprocessing.Pool(processes) as pool:
        yield from pool.imap_unordered(func, items)
