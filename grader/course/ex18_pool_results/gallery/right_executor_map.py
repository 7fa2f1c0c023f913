# right: an executor's map, which cancels what has not begun after an error
from concurrent.futures import ProcessPoolExecutor


def pool_map(func, items, processes=2):
    with ProcessPoolExecutor(processes) as executor:
        return list(executor.map(func, items))
