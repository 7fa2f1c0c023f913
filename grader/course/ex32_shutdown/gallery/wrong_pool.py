# wrong: waits-for-the-deaf — close() and join() know no limit
import multiprocessing


class Service:
    def __init__(self, handle, workers):
        self.handle = handle
        self.workers = workers
        self.stopped = False

    def start(self):
        self.pool = multiprocessing.Pool(self.workers)

    def submit(self, item):
        if self.stopped:
            raise RuntimeError("stopped")
        self.pool.apply_async(self.handle, (item,))

    def stop(self, timeout):
        self.stopped = True
        self.pool.close()
        self.pool.join()
