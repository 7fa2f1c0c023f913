# wrong: done-again — a process that has ended counts as dead, although it has answered
import multiprocessing
from multiprocessing.connection import wait


def attend(conn, task, item):
    conn.send(task(item))


def run_supervised(task, items, workers, max_attempts=3):
    todo = [(index, item, 1) for index, item in enumerate(items)]
    running, results, failures = [], {}, {}
    while todo or running:
        while todo and len(running) < workers:
            index, item, attempt = todo.pop(0)
            ours, theirs = multiprocessing.Pipe(False)
            process = multiprocessing.Process(target=attend, args=(theirs, task, item))
            process.start()
            running.append((ours, process, index, item, attempt))
        wait([one[0] for one in running] + [one[1].sentinel for one in running])
        for one in list(running):
            ours, process, index, item, attempt = one
            if not process.is_alive():
                running.remove(one)
                if attempt < max_attempts:
                    todo.append((index, item, attempt + 1))
                else:
                    failures[index] = process.exitcode
            elif ours.poll():
                running.remove(one)
                results[index] = ours.recv()
                process.join()
    return results, failures
