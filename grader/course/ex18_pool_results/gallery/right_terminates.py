# right: what is not done when an error comes may be given up
import multiprocessing


def pool_map(func, items, processes=2):
    pool = multiprocessing.Pool(processes)
    try:
        return list(pool.imap(func, items))
    finally:
        pool.terminate()
        pool.join()
