# right: an executor of this size
from concurrent.futures import ProcessPoolExecutor


def throttled(work, items, limit):
    with ProcessPoolExecutor(limit) as executor:
        for item in items:
            executor.submit(work, item)
