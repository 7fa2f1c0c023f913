# wrong: wrong-value — None may be a result
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        return [result for result in pool.map(func, items) if result is not None]
