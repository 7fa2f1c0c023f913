# wrong: wrong-results — 0 and None are results too
import multiprocessing


def as_finished(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        for result in pool.imap_unordered(func, items):
            if result:
                yield result
