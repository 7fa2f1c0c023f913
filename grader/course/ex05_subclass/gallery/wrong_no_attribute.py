# wrong: no-attribute-num
import multiprocessing
import time


class MyProcess(multiprocessing.Process):
    def __init__(self, num, seconds=2.0):
        super().__init__()
        self.number = num
        self.seconds = seconds

    def run(self):
        print(f"Worker {self.number} started")
        time.sleep(self.seconds)
        print(f"Worker {self.number} finished")
