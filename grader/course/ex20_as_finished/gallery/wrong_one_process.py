# wrong: one-process
import multiprocessing


def as_finished(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        yield from pool.imap_unordered(func, items, chunksize=len(items) or 1)
