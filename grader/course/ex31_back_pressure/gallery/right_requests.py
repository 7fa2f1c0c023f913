# right: subclasses and a pipe, on which the consumer asks for each item
import multiprocessing


class Producer(multiprocessing.Process):
    def __init__(self, source, conn):
        super().__init__()
        self.source, self.conn = source, conn

    def run(self):
        try:
            for item in self.source():
                self.conn.recv()
                self.conn.send([item])
        finally:
            self.conn.recv()
            self.conn.send(None)


class Consumer(multiprocessing.Process):
    def __init__(self, handle, conn):
        super().__init__()
        self.handle, self.conn = handle, conn

    def run(self):
        while True:
            self.conn.send("next, please")
            answer = self.conn.recv()
            if answer is None:
                break
            try:
                self.handle(answer[0])
            except Exception as error:
                print(error)


def bounded_pipeline(source, handle, capacity):
    here, there = multiprocessing.Pipe()
    processes = [Producer(source, here), Consumer(handle, there)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
