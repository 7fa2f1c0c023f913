# wrong: line-order
import time


def worker(num, seconds=2.0):
    print(f"Worker {num} finished")
    time.sleep(seconds)
    print(f"Worker {num} started")
