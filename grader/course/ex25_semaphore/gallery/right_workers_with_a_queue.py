# right: so many processes, and a queue of items
import multiprocessing
import traceback


class Worker(multiprocessing.Process):
    def __init__(self, queue, work):
        super().__init__()
        self.queue = queue
        self.work = work

    def run(self):
        for wanted, item in iter(self.queue.get, (False, None)):
            try:
                self.work(item)
            except Exception:
                traceback.print_exc()


def throttled(work, items, limit):
    queue = multiprocessing.Queue()
    for item in items:
        queue.put((True, item))
    workers = [Worker(queue, work) for _ in range(limit)]
    for worker in workers:
        queue.put((False, None))
        worker.start()
    for worker in workers:
        worker.join()
