# right: a SimpleQueue, daemons, sentinels waited for together
import contextlib
import multiprocessing
import time
from multiprocessing.connection import wait


def work(queue, handle):
    for item in iter(queue.get, None):
        with contextlib.suppress(Exception):
            handle(item)


class Service:
    def __init__(self, handle, workers):
        self.handle = handle
        self.workers = workers
        self.queue = multiprocessing.SimpleQueue()
        self.processes = []
        self.stopped = False

    def start(self):
        for _ in range(self.workers):
            process = multiprocessing.Process(target=work, args=(self.queue, self.handle), daemon=True)
            process.start()
            self.processes.append(process)

    def submit(self, item):
        if self.stopped:
            raise RuntimeError("stopped")
        self.queue.put(item)

    def stop(self, timeout):
        if self.stopped:
            return
        self.stopped = True
        for _ in self.processes:
            self.queue.put(None)
        end = time.monotonic() + timeout
        left = {process.sentinel for process in self.processes}
        while left and (rest := end - time.monotonic()) > 0:
            left -= set(wait(left, rest))
        for process in self.processes:
            process.kill()
        for process in self.processes:
            process.join()
