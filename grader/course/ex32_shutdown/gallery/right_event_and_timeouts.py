# right: an Event and get(timeout); everything is in the pipe before the Event is set, or the time is over
import contextlib
import multiprocessing
import queue as queues
import threading
import time


def work(queue, handle, stopping):
    while True:
        try:
            item = queue.get(timeout=0.1)
        except queues.Empty:
            if stopping.is_set():
                return
            continue
        with contextlib.suppress(Exception):
            handle(item)


class Service:
    def __init__(self, handle, workers):
        self.handle = handle
        self.workers = workers
        self.queue = multiprocessing.Queue()
        self.stopping = multiprocessing.Event()
        self.processes = []
        self.stopped = False

    def start(self):
        for _ in range(self.workers):
            process = multiprocessing.Process(target=work, args=(self.queue, self.handle, self.stopping))
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
        end = time.monotonic() + timeout
        self.queue.close()
        emptied = threading.Thread(target=self.queue.join_thread, daemon=True)
        emptied.start()
        emptied.join(timeout)
        self.stopping.set()
        for process in self.processes:
            process.join(max(0, end - time.monotonic()))
        for process in self.processes:
            process.kill()
            process.join()
