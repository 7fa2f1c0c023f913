# wrong: too-many-together — what Pool() does on a machine with three processors
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(3) as pool:
        return pool.map(func, items)
