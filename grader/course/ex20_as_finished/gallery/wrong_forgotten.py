# wrong: left-behind — it has a close(), but who leaves the loop does not call it
import multiprocessing


class Results:
    def __init__(self, func, items, processes):
        self.pool = multiprocessing.Pool(processes)
        self.answers = self.pool.imap_unordered(func, items)

    def __iter__(self):
        return self

    def __next__(self):
        try:
            return next(self.answers)
        except BaseException:
            self.close()
            raise

    def close(self):
        self.pool.terminate()
        self.pool.join()


def as_finished(func, items, processes=2):
    return Results(func, items, processes)
