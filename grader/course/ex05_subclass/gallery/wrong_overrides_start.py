# wrong: start-replaced
import multiprocessing
import time


class MyProcess(multiprocessing.Process):
    def __init__(self, num, seconds=2.0):
        super().__init__()
        self.num = num
        self.seconds = seconds

    def start(self):
        print(f"Worker {self.num} started")
        time.sleep(self.seconds)
        print(f"Worker {self.num} finished")
        super().start()
