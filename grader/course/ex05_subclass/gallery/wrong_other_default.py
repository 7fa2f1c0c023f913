# wrong: wrong-default — a text that sleep() cannot take
import multiprocessing
import time


class MyProcess(multiprocessing.Process):

    def __init__(self, num, seconds="two"):
        super().__init__()  # the part of the object that start() and join() work with
        self.num = num
        self.seconds = seconds

    def run(self):
        print(f"Worker {self.num} started")
        time.sleep(self.seconds)
        print(f"Worker {self.num} finished")
