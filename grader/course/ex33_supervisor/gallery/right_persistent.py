# right: workers that live on, a Pipe each, and a new one for each that dies
import multiprocessing
from multiprocessing.connection import wait


def serve(conn, task):
    while True:
        try:
            item = conn.recv()
        except EOFError:
            return
        conn.send(task(item))


class Worker:
    def __init__(self, task, others):
        self.conn, theirs = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=start, args=(theirs, task, [*others, self.conn]), daemon=True)
        self.process.start()
        theirs.close()


def start(conn, task, not_mine):
    for other in not_mine:
        other.close()
    serve(conn, task)


def run_supervised(task, items, workers, max_attempts=3):
    items = list(items)
    todo = [(index, 1) for index in range(len(items))]
    idle, busy, results, failures = [], {}, {}, {}
    while todo or busy:
        while todo and len(busy) < workers:
            others = [w.conn for w in idle] + list(busy)
            worker = idle.pop() if idle else Worker(task, others)
            index, attempt = todo.pop(0)
            worker.conn.send(items[index])
            busy[worker.conn] = (worker, index, attempt)
        for conn in wait(list(busy)):
            worker, index, attempt = busy.pop(conn)
            try:
                results[index] = conn.recv()
            except (EOFError, ConnectionResetError):
                worker.process.join()
                conn.close()
                if attempt == max_attempts:
                    failures[index] = worker.process.exitcode
                else:
                    todo.append((index, attempt + 1))
            else:
                idle.append(worker)
    for worker in idle:
        worker.conn.close()
        worker.process.join()
    return results, failures
