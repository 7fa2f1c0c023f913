# right: the same time as a whole number
import multiprocessing
import time


class MyProcess(multiprocessing.Process):

    def __init__(self, num, seconds=2):
        super().__init__()  # the part of the object that start() and join() work with
        self.num = num
        self.seconds = seconds

    def run(self):
        print(f"Worker {self.num} started")
        time.sleep(self.seconds)
        print(f"Worker {self.num} finished")
