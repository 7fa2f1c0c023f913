# wrong: pool-left-after-error
import multiprocessing


def pool_map(func, items, processes=2):
    pool = multiprocessing.Pool(processes)
    answers = [pool.apply_async(func, (item,)) for item in items]
    results = [answer.get() for answer in answers]
    pool.close()
    pool.join()
    return results
