# right: a managed dictionary for the results
import multiprocessing
from multiprocessing.connection import wait


def attend(results, task, index, item):
    results[index] = task(item)


def run_supervised(task, items, workers, max_attempts=3):
    with multiprocessing.Manager() as manager:
        results, failures = manager.dict(), {}
        todo, running = [(i, item, 1) for i, item in enumerate(items)], {}
        while todo or running:
            while todo and len(running) < workers:
                index, item, attempt = todo.pop(0)
                process = multiprocessing.Process(target=attend, args=(results, task, index, item))
                process.start()
                running[process.sentinel] = (process, index, item, attempt)
            for sentinel in wait(list(running)):
                process, index, item, attempt = running.pop(sentinel)
                process.join()
                if index in results:
                    continue
                if attempt < max_attempts:
                    todo.append((index, item, attempt + 1))
                else:
                    failures[index] = process.exitcode
        return dict(results), failures
