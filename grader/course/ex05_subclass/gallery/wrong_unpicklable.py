# wrong: not-picklable — works under fork only
import multiprocessing
import threading
import time


class MyProcess(multiprocessing.Process):
    def __init__(self, num, seconds=2.0):
        super().__init__()
        self.num = num
        self.seconds = seconds
        self.lock = threading.Lock()

    def run(self):
        with self.lock:
            print(f"Worker {self.num} started")
        time.sleep(self.seconds)
        with self.lock:
            print(f"Worker {self.num} finished")
