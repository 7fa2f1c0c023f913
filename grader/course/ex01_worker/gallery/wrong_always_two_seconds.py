# wrong: sleeps-longer
import time


def worker(num, seconds=2.0):
    print(f"Worker {num} started")
    time.sleep(2)
    print(f"Worker {num} finished")
