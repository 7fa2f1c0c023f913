# wrong: too-many-together — as many processes as items
import multiprocessing
import time


class Service:
    def __init__(self, handle, workers):
        self.handle = handle
        self.processes = []
        self.stopped = False

    def start(self):
        pass

    def submit(self, item):
        if self.stopped:
            raise RuntimeError("stopped")
        process = multiprocessing.Process(target=self.handle, args=(item,))
        process.start()
        self.processes.append(process)

    def stop(self, timeout):
        self.stopped = True
        end = time.monotonic() + timeout
        while self.processes:
            process = self.processes.pop()
            process.join(max(0, end - time.monotonic()))
            process.kill()
            process.join()
