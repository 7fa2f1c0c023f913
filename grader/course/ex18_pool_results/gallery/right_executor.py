# right: an executor
from concurrent.futures import ProcessPoolExecutor


def pool_map(func, items, processes=2):
    with ProcessPoolExecutor(max_workers=processes) as executor:
        return list(executor.map(func, items))
