# wrong: error-yielded
from concurrent.futures import ProcessPoolExecutor, as_completed


def as_finished(func, items, processes=2):
    with ProcessPoolExecutor(processes) as executor:
        for future in as_completed([executor.submit(func, item) for item in items]):
            yield future.exception() or future.result()
