# wrong: line-extra
import time


def worker(num, seconds=2.0):
    print(f"Worker {num} started")
    print(f"Worker {num} sleeps")
    time.sleep(seconds)
    print(f"Worker {num} finished")
