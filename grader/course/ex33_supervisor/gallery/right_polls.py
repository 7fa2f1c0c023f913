# right: looks again and again; the answer first, then whether the process is alive; errors are told
import multiprocessing
import time


class Attempt(multiprocessing.Process):
    def __init__(self, task, item):
        super().__init__(daemon=True)
        self.task = task
        self.item = item
        self.ours, self.theirs = multiprocessing.Pipe(False)

    def run(self):
        try:
            answer = ("result", self.task(self.item))
        except Exception:
            answer = ("error", 1)
        self.theirs.send(answer)


def run_supervised(task, items, workers, max_attempts=3):
    todo = [[index, item, 0] for index, item in enumerate(items)]
    running, results, failures = [], {}, {}
    while todo or running:
        while todo and len(running) < workers:
            entry = todo.pop(0)
            process = Attempt(task, entry[1])
            process.start()
            running.append((process, entry))
        for process, entry in list(running):
            alive = process.is_alive()
            if process.ours.poll():
                kind, value = process.ours.recv()
            elif not alive:
                kind, value = "error", process.exitcode
            else:
                continue
            process.join()
            running.remove((process, entry))
            entry[2] += 1
            if kind == "result":
                results[entry[0]] = value
            elif entry[2] < max_attempts:
                todo.insert(0, entry)
            else:
                failures[entry[0]] = value
        time.sleep(0.01)
    return results, failures
