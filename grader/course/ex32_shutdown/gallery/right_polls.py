# right: looks again and again whether all have ended, and asks with SIGTERM before it kills
import contextlib
import multiprocessing
import time


def work(queue, handle):
    for item in iter(queue.get, None):
        with contextlib.suppress(Exception):
            handle(item)


class Service:
    def __init__(self, handle, workers):
        self.handle = handle
        self.workers = workers
        self.queue = multiprocessing.Queue()
        self.processes = []
        self.stopped = False

    def start(self):
        for _ in range(self.workers):
            process = multiprocessing.Process(target=work, args=(self.queue, self.handle))
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
        while time.monotonic() < end and any(process.is_alive() for process in self.processes):
            time.sleep(0.02)
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.join(0.1)
            if process.is_alive():
                process.kill()
            process.join()
