# wrong: wrong-indent
import time


def worker(num, seconds=2.0):
    print(f"Worker {num} started")
      time.sleep(seconds)
    print(f"Worker {num} finished")
