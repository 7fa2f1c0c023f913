# right: an executor
from concurrent.futures import ProcessPoolExecutor


def process_all(items, handle, workers):
    with ProcessPoolExecutor(workers) as executor:
        for item in items:
            executor.submit(handle, item)
