# wrong: busy-wait
import time


def worker(num, seconds=2.0):
    print(f"Worker {num} started")
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass
    print(f"Worker {num} finished")
