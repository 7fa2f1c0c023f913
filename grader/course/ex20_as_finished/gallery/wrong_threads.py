# wrong: threads
from concurrent.futures import ThreadPoolExecutor, as_completed


def as_finished(func, items, processes=2):
    with ThreadPoolExecutor(processes) as executor:
        for future in as_completed([executor.submit(func, item) for item in items]):
            yield future.result()
