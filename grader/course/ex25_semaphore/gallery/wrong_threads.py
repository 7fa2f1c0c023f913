# wrong: threads
from concurrent.futures import ThreadPoolExecutor


def throttled(work, items, limit):
    with ThreadPoolExecutor(limit) as executor:
        executor.map(work, items)
