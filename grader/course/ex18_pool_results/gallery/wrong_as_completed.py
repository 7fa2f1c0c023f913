# wrong: completion-order
from concurrent.futures import ProcessPoolExecutor, as_completed


def pool_map(func, items, processes=2):
    with ProcessPoolExecutor(processes) as executor:
        return [future.result() for future in as_completed([executor.submit(func, item) for item in items])]
