# right: futures, the rest cancelled
from concurrent.futures import ProcessPoolExecutor


def pool_map(func, items, processes=2):
    executor = ProcessPoolExecutor(max_workers=processes)
    futures = [executor.submit(func, item) for item in items]
    try:
        return [future.result() for future in futures]
    finally:
        executor.shutdown(cancel_futures=True)
