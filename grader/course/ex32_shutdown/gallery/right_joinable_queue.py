# right: daemons that never end by themselves; a thread tells when all is done
import contextlib
import multiprocessing
import threading


def work(queue, handle):
    while True:
        item = queue.get()
        try:
            handle(item)
        except Exception:
            pass
        finally:
            queue.task_done()


class Service:
    def __init__(self, handle, workers):
        self.handle = handle
        self.workers = workers
        self.queue = multiprocessing.JoinableQueue()
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
        done = threading.Thread(target=self.queue.join, daemon=True)
        done.start()
        done.join(timeout)
        for process in self.processes:
            process.kill()
        for process in self.processes:
            process.join()
