# wrong: line-missing — always the same number
import time


def worker(num, seconds=2.0):
    print("Worker 1 started")
    time.sleep(seconds)
    print("Worker 1 finished")
