# wrong: wrong-value — the handles, not the results
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        answers = [pool.apply_async(func, (item,)) for item in items]
        pool.close()
        pool.join()
    return answers
