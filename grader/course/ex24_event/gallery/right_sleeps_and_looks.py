# right: sleeps while a shared number is too small
import time
from multiprocessing import Process, Value


class Runner(Process):
    def __init__(self, started, count, work, i):
        super().__init__()
        self.started, self.count, self.work, self.i = started, count, work, i

    def run(self):
        while self.started.value < self.count:
            time.sleep(0.01)
        self.work(self.i)


def start_together(work, count):
    started = Value("i", 0)
    runners = [Runner(started, count, work, i) for i in range(count)]
    for runner in runners:
        runner.start()
        started.value += 1
    while any(runner.is_alive() for runner in runners):
        time.sleep(0.01)
    for runner in runners:
        runner.join()
