# wrong: no-pause — a fraction is cut off
import time


def worker(num, seconds=2.0):
    print(f"Worker {num} started")
    time.sleep(int(seconds))
    print(f"Worker {num} finished")
