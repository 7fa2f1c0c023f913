# wrong: waits-for-the-slow-one
from concurrent.futures import ProcessPoolExecutor


def as_finished(func, items, processes=2):
    with ProcessPoolExecutor(processes) as executor:
        yield from executor.map(func, items)
