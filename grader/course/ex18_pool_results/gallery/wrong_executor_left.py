# wrong: pool-left
from concurrent.futures import ProcessPoolExecutor


def pool_map(func, items, processes=2):
    executor = ProcessPoolExecutor(processes)
    return list(executor.map(func, items))
