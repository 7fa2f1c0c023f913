# right: no generator and no close(), but nothing stays when it is forgotten
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
        except StopIteration:
            self.end()
            raise

    def end(self):
        self.pool.terminate()
        self.pool.join()

    __del__ = end


def as_finished(func, items, processes=2):
    return Results(func, items, processes)
