# wrong: work-in-init
import multiprocessing
import time


class MyProcess(multiprocessing.Process):
    def __init__(self, num, seconds=2.0):
        super().__init__()
        self.num = num
        print(f"Worker {num} started")
        time.sleep(seconds)
        print(f"Worker {num} finished")
