# wrong: pool-left
from concurrent.futures import ProcessPoolExecutor


def pool_map(func, items, processes=2):
    executor = ProcessPoolExecutor(processes)
    try:
        return list(executor.map(func, items))
    finally:
        executor.shutdown(wait=False)
