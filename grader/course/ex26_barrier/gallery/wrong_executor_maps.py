# wrong: another-process
from concurrent.futures import ProcessPoolExecutor


def two_phases(first, second, count):
    if count:
        with ProcessPoolExecutor(count) as executor:
            list(executor.map(first, range(count)))
            list(executor.map(second, range(count)))
