# wrong: no-sleep
import multiprocessing
import time


class MyProcess(multiprocessing.Process):
    def __init__(self, num, seconds=2.0):
        super().__init__()
        self.num = num
        self.seconds = seconds

    def run(self):
        print(f"Worker {self.num} started")
        print(f"Worker {self.num} finished")
