# right: futures as they are completed; closing it waits for the items that were handed in
from concurrent.futures import ProcessPoolExecutor, as_completed


def as_finished(func, items, processes=2):
    with ProcessPoolExecutor(processes) as executor:
        for future in as_completed([executor.submit(func, item) for item in items]):
            yield future.result()
