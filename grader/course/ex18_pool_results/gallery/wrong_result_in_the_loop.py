# wrong: one-at-a-time — the same with an executor
from concurrent.futures import ProcessPoolExecutor


def pool_map(func, items, processes=2):
    with ProcessPoolExecutor(processes) as executor:
        return [executor.submit(func, item).result() for item in items]
