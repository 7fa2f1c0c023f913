# wrong: threads
from concurrent.futures import ThreadPoolExecutor


def run_futures(func, items, max_workers=2):
    with ThreadPoolExecutor(max_workers) as executor:
        futures = [executor.submit(func, item) for item in items]
        return {index: future.exception() or future.result() for index, future in enumerate(futures)}
