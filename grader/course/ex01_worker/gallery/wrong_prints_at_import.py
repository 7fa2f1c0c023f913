# wrong: prints-at-import
import time


def worker(num, seconds=2.0):
    print(f"Worker {num} started")
    time.sleep(seconds)
    print(f"Worker {num} finished")


worker(7, 0.1)
