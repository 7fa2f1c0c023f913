# wrong: not-a-process-class
import threading
import time


class MyProcess(threading.Thread):
    def __init__(self, num, seconds=2.0):
        super().__init__()
        self.num = num
        self.seconds = seconds

    def run(self):
        print(f"Worker {self.num} started")
        time.sleep(self.seconds)
        print(f"Worker {self.num} finished")
