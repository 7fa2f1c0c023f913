# wrong: line-missing
import time


def worker(num, seconds=2.0):
    time.sleep(seconds)
    return f"Worker {num} started\nWorker {num} finished"
