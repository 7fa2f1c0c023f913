# right: a subclass of Process whose run() makes the resource, its share dealt out beforehand
import multiprocessing


class Worker(multiprocessing.Process):
    def __init__(self, make, use, share):
        super().__init__(daemon=True)
        self.make, self.use, self.share = make, use, share
        self.answers = multiprocessing.SimpleQueue()

    def run(self):
        resource = self.make()
        for item in self.share:
            try:
                self.answers.put(self.use(resource, item))
            except Exception:
                self.answers.put(None)


def with_resource(make, use, items, processes=2):
    workers = [Worker(make, use, items[number::processes]) for number in range(processes)]
    for worker in workers:
        worker.start()
    results = [workers[index % processes].answers.get() for index in range(len(items))]
    for worker in workers:
        worker.join()
    return results
