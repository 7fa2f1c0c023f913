# right: puts a writer of its own on top of the bytes of the standard output
import codecs
import multiprocessing
import sys
import time

sys.stdout = codecs.getwriter("utf-8")(sys.stdout.buffer)


class MyProcess(multiprocessing.Process):
    def __init__(self, num, seconds=2.0):
        super().__init__()
        self.num = num
        self.seconds = seconds

    def run(self):
        print(f"Worker {self.num} started")
        time.sleep(self.seconds)
        print(f"Worker {self.num} finished")
