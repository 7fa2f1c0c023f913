# wrong: items-lost — waits for one worker only, and ends the others at once
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
        for process in self.processes:
            process.join(max(0, end - time.monotonic()))
            break
        for process in self.processes:
            process.kill()
            process.join()
        self.queue.cancel_join_thread()
