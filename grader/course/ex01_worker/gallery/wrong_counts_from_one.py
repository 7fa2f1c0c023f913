# wrong: line-missing
import time


def worker(num, seconds=2.0):
    print(f"Worker {num + 1} started")
    time.sleep(seconds)
    print(f"Worker {num + 1} finished")
