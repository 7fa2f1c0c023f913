# wrong: wrong-default — a minute in place of two seconds
import time


def worker(num, seconds=60):
    print(f"Worker {num} started")
    time.sleep(seconds)  # the process gives up the processor until the time is over
    print(f"Worker {num} finished")
