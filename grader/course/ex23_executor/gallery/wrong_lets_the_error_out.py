# wrong: exception
from concurrent.futures import ProcessPoolExecutor


def run_futures(func, items, max_workers=2):
    with ProcessPoolExecutor(max_workers) as executor:
        futures = [executor.submit(func, item) for item in items]
        return {index: future.result() for index, future in enumerate(futures)}
