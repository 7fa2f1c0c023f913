# wrong: left-behind — only when the caller stops early
from concurrent.futures import ProcessPoolExecutor, as_completed


def as_finished(func, items, processes=2):
    executor = ProcessPoolExecutor(processes)
    for future in as_completed([executor.submit(func, item) for item in items]):
        yield future.result()
    executor.shutdown()
