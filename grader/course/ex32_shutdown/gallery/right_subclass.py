# right: a subclass; one end mark that each passes on
import multiprocessing
import time


class Worker(multiprocessing.Process):
    def __init__(self, queue, handle):
        super().__init__()
        self.queue = queue
        self.handle = handle

    def run(self):
        while (item := self.queue.get()) is not None:
            try:
                self.handle(item)
            except Exception as error:
                print("failed:", error)
        self.queue.put(None)


class Service:
    def __init__(self, handle, workers):
        self.handle = handle
        self.workers = workers
        self.queue = multiprocessing.Queue()
        self.processes = []
        self.stopped = False

    def start(self):
        for _ in range(self.workers):
            process = Worker(self.queue, self.handle)
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
        self.queue.put(None)
        end = time.monotonic() + timeout
        for process in self.processes:
            process.join(max(0, end - time.monotonic()))
        for process in self.processes:
            process.kill()
            process.join()
        self.queue.cancel_join_thread()
