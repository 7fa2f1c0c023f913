# wrong: error-lost
import multiprocessing


def as_finished(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        answers = pool.imap_unordered(func, items)
        while True:
            try:
                yield next(answers)
            except StopIteration:
                return
            except Exception:
                pass
