# right: get() with a timeout, and an event that says that all is done
import multiprocessing
import queue as queues


class Worker(multiprocessing.Process):
    def __init__(self, queue, handle, over):
        super().__init__()
        self.queue, self.handle, self.over = queue, handle, over

    def run(self):
        while not self.over.is_set():
            try:
                item = self.queue.get(timeout=0.05)
            except queues.Empty:
                continue
            try:
                self.handle(item)
            except Exception as error:
                print(error)
            finally:
                self.queue.task_done()


def process_all(items, handle, workers):
    queue = multiprocessing.JoinableQueue()
    over = multiprocessing.Event()
    processes = [Worker(queue, handle, over) for _ in range(workers)]
    for process in processes:
        process.start()
    for item in items:
        queue.put(item)
    queue.join()
    over.set()
    for process in processes:
        process.join()
