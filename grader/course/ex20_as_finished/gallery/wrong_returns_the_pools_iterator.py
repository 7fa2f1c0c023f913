# wrong: left-behind
import multiprocessing


def as_finished(func, items, processes=2):
    pool = multiprocessing.Pool(processes)
    answers = pool.imap_unordered(func, items)
    pool.close()
    return answers
