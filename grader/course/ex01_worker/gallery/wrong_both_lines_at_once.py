# wrong: no-pause
import time


def worker(num, seconds=2.0):
    time.sleep(seconds)
    print(f"Worker {num} started")
    print(f"Worker {num} finished")
