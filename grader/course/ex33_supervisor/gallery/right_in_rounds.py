# right: all first attempts, then all second ones; results through files
import os
import pickle
import tempfile
import multiprocessing
import multiprocessing.connection


def attend(path, task, item):
    result = task(item)
    with open(path + ".part", "wb") as file:
        pickle.dump(result, file)
    os.replace(path + ".part", path)


def run_supervised(task, items, workers, max_attempts=3):
    results, failures = {}, {}
    left = dict(enumerate(items))
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(max_attempts):
            todo, running = list(left.items()), {}
            while todo or running:
                while todo and len(running) < workers:
                    index, item = todo.pop(0)
                    process = multiprocessing.Process(target=attend, args=(os.path.join(folder, str(index)), task, item))
                    process.start()
                    running[process.sentinel] = (process, index)
                for sentinel in multiprocessing.connection.wait(list(running)):
                    process, index = running.pop(sentinel)
                    process.join()
                    path = os.path.join(folder, str(index))
                    if os.path.exists(path):
                        with open(path, "rb") as file:
                            results[index] = pickle.load(file)
                        failures.pop(index, None)
                        del left[index]
                    else:
                        failures[index] = process.exitcode
    return results, failures
