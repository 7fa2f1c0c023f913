# right: a subclass of Process
import multiprocessing


class Worker(multiprocessing.Process):
    def __init__(self, worker, num):
        super().__init__()
        self.worker = worker
        self.num = num

    def run(self):
        self.worker(self.num)


def run_all(worker, nums):
    processes = [Worker(worker, num) for num in nums]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
