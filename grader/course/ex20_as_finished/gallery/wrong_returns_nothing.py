# wrong: no-iterator
import multiprocessing


def as_finished(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        for result in pool.imap_unordered(func, items):
            print(result)
