# right: a process for each item, and a semaphore that lets so many work at once
import multiprocessing
import time


def work(free, handle, item):
    with free:
        handle(item)


class Service:
    def __init__(self, handle, workers):
        self.handle = handle
        self.free = multiprocessing.Semaphore(workers)
        self.processes = []
        self.stopped = False

    def start(self):
        pass

    def submit(self, item):
        if self.stopped:
            raise RuntimeError("stopped")
        process = multiprocessing.Process(target=work, args=(self.free, self.handle, item))
        process.start()
        self.processes.append(process)

    def stop(self, timeout):
        self.stopped = True
        end = time.monotonic() + timeout
        while self.processes:
            process = self.processes.pop()
            process.join(max(0, end - time.monotonic()))
            if process.exitcode is None:
                process.kill()
                process.join()
