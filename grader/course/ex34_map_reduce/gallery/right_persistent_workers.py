# right: the same workers map and then reduce; one that dies is replaced
import multiprocessing
from collections import defaultdict
from multiprocessing.connection import wait


class Worker(multiprocessing.Process):
    def __init__(self, functions):
        super().__init__(daemon=True)
        self.functions = functions
        self.requests = multiprocessing.SimpleQueue()
        self.ours, self.theirs = multiprocessing.Pipe(False)

    def run(self):
        for which, args in iter(self.requests.get, None):
            try:
                result = self.functions[which](*args)
                self.theirs.send((None, result if which else list(result)))
            except Exception as error:
                self.theirs.send((error, None))


def map_reduce(map_fn, reduce_fn, inputs, workers):
    team = []

    def hire():
        worker = Worker((map_fn, reduce_fn))
        worker.start()
        worker.theirs.close()
        team.append(worker)
        return worker

    def run(which, calls):
        todo, idle, busy, results = list(range(len(calls))), list(team), {}, {}
        while todo or busy:
            while todo and idle:
                worker = idle.pop()
                busy[worker.ours] = worker, todo[0]
                worker.requests.put((which, calls[todo.pop(0)]))
            for conn in wait(list(busy)):
                worker, index = busy.pop(conn)
                try:
                    error, result = conn.recv()
                except EOFError:
                    worker.join()
                    team.remove(worker)
                    todo.append(index)
                    idle.append(hire())
                    continue
                if error is not None:
                    raise error
                results[index] = result
                idle.append(worker)
        return [results[index] for index in range(len(calls))]

    try:
        for _ in range(workers):
            hire()
        groups = defaultdict(list)
        for pairs in run(0, [(one,) for one in inputs]):
            for key, value in pairs:
                groups[key].append(value)
        return dict(zip(groups, run(1, list(groups.items()))))
    finally:
        for worker in team:
            worker.requests.put(None)
        for worker in team:
            worker.join()
