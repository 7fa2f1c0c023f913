# wrong: args-not-tuple
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        answers = [pool.apply_async(func, (item)) for item in items]
        return [answer.get() for answer in answers]
