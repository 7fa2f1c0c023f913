# right: no with block, but try and finally, and waits for all
import multiprocessing


def pool_map(func, items, processes=2):
    pool = multiprocessing.Pool(processes)
    try:
        answers = [pool.apply_async(func, (item,)) for item in items]
        pool.close()
        return [answer.get() for answer in answers]
    finally:
        pool.join()
