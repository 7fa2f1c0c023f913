# wrong: wrong-signature
import time


def worker(num, seconds):
    print(f"Worker {num} started")
    time.sleep(seconds)
    print(f"Worker {num} finished")
