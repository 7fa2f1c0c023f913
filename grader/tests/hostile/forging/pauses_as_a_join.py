# tries: stop the service without waiting: the caller calls the scenario's own pause, which the judge holds until nothing moves.
# exercise: ex32_shutdown
# holds: the scenario's own probes are taken only while no function of the submission runs.
# codes: odd-message
import multiprocessing
import sys


def serve(queue, handle):
    while (item := queue.get()) is not None:
        try:
            handle(item)
        except Exception as error:
            print(error)


class Service:
    def __init__(self, handle, workers):
        self.queue = multiprocessing.Queue()
        self.processes = [multiprocessing.Process(target=serve, args=(self.queue, handle)) for _ in range(workers)]
        self.over = False

    def start(self):
        for process in self.processes:
            process.start()

    def submit(self, item):
        if self.over:
            raise RuntimeError("stopped")
        self.queue.put(item)

    def stop(self, timeout):
        if self.over:
            return
        self.over = True
        for _ in self.processes:
            self.queue.put(None)
        sys.modules["stage.probes"].Probe("pause").tell()
        multiprocessing.active_children()
