# tries: an event that nobody sets as a nap in place of joining the workers.
# exercise: ex32_shutdown
# holds: a wait with a timeout is waited for.
# codes: items-lost
import contextlib
import multiprocessing
import threading


def nap(seconds):
    threading.Event().wait(seconds)


def work(queue, handle):
    for item in iter(queue.get, None):
        with contextlib.suppress(Exception):
            handle(item)
class Service:
    def __init__(self, handle, workers):
        self.handle, self.workers, self.queue, self.processes, self.stopped = handle, workers, multiprocessing.Queue(), [], False
    def start(self):
        for _ in range(self.workers):
            self.processes.append(multiprocessing.Process(target=work, args=(self.queue, self.handle)))
            self.processes[-1].start()
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
        nap(min(0.6, timeout))
        for process in self.processes:
            process.kill()
            process.join()
        self.queue.cancel_join_thread()
