# right: an executor; what is left when the time is over is killed
import multiprocessing
from concurrent.futures import ProcessPoolExecutor, wait


class Service:
    def __init__(self, handle, workers):
        self.handle = handle
        self.workers = workers
        self.futures = []
        self.executor = None

    def start(self):
        self.executor = ProcessPoolExecutor(self.workers)

    def submit(self, item):
        self.futures.append(self.executor.submit(self.handle, item))

    def stop(self, timeout):
        late = wait(self.futures, timeout).not_done
        if late:
            for child in multiprocessing.active_children():
                child.kill()
        self.executor.shutdown()
