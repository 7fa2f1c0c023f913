# wrong: wrong-default
import time


def worker(num, seconds):
    print(f"Worker {num} started")
    time.sleep(seconds)
    print(f"Worker {num} finished")
