# right: an executor
from concurrent.futures import ProcessPoolExecutor


def fan_out(items, handle, consumers):
    with ProcessPoolExecutor(consumers) as executor:
        for item in items:
            executor.submit(handle, item)
