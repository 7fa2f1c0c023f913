# right: an executor
from concurrent.futures import ProcessPoolExecutor


def collect(func, items):
    if not items:
        return []
    with ProcessPoolExecutor(len(items)) as executor:
        return list(executor.map(func, items))
