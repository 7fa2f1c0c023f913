# wrong: line-differs
import time


def worker(num, seconds=2.0):
    print(f"worker {num} Started")
    time.sleep(seconds)
    print(f"worker {num} Finished")
