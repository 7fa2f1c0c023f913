# wrong: left-behind — not when the function raises
import multiprocessing


def as_finished(func, items, processes=2):
    pool = multiprocessing.Pool(processes)
    try:
        for result in pool.imap_unordered(func, items):
            yield result
    except GeneratorExit:
        pool.terminate()
        raise
    pool.close()
    pool.join()
