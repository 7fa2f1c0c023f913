# wrong: no-pause
import time


def worker(num, seconds=2.0):
    print(f"Worker {num} started\nWorker {num} finished")
    time.sleep(seconds)
