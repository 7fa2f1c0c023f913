# wrong: work-in-init
import multiprocessing
import time


class MyProcess(multiprocessing.Process):
    def __init__(self, num, seconds=2.0):
        self.num = num
        self.seconds = seconds
        super().__init__(target=self.work())

    def work(self):
        print(f"Worker {self.num} started")
        time.sleep(self.seconds)
        print(f"Worker {self.num} finished")
