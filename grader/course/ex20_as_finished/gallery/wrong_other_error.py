# wrong: error-differs
import multiprocessing


def as_finished(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        try:
            yield from pool.imap_unordered(func, items)
        except Exception as error:
            raise RuntimeError("a worker failed") from error
