# wrong: braces-printed
import time


def worker(num, seconds=2.0):
    print("Worker {num} started")
    time.sleep(seconds)
    print("Worker {num} finished")
