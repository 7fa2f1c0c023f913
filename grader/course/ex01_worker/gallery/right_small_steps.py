# right: many short sleeps
import time


def worker(num, seconds=2.0):
    print(f"Worker {num} started")
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        time.sleep(min(left, 0.01))
    print(f"Worker {num} finished")
