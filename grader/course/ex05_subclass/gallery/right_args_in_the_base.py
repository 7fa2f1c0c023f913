# right: uses what the base class keeps
import multiprocessing
import time


def work(num, seconds):
    print(f"Worker {num} started")
    time.sleep(seconds)
    print(f"Worker {num} finished")


class MyProcess(multiprocessing.Process):
    def __init__(self, num, seconds=2.0):
        super().__init__(target=work, args=(num, seconds))
        self.num = num
