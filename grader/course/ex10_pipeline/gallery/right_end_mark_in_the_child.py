# right: the producer's process puts it, whatever happens
import multiprocessing


class Producing(multiprocessing.Process):
    def __init__(self, producer, queue):
        super().__init__()
        self.producer, self.queue = producer, queue

    def run(self):
        try:
            self.producer(self.queue)
        finally:
            self.queue.put(None)


def run_pipeline(producer, consumer):
    queue = multiprocessing.Queue(100)
    processes = [Producing(producer, queue), multiprocessing.Process(target=consumer, args=(queue,))]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("All processes finished")
