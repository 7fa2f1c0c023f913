# wrong: one-after-another
import multiprocessing


def as_finished(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        for item in items:
            yield pool.apply(func, (item,))
