# wrong: wrong-exit-code — reads it when the pipe is closed, a moment before the process has ended
import contextlib
import multiprocessing
from multiprocessing.connection import wait


def attend(conn, task, item):
    conn.send(task(item))
    conn.close()


def run_supervised(task, items, workers, max_attempts=3):
    waiting = [(index, item, 1) for index, item in reversed(list(enumerate(items)))]
    running, results, failures = {}, {}, {}
    while waiting or running:
        while waiting and len(running) < workers:
            index, item, attempt = waiting.pop()
            ours, theirs = multiprocessing.Pipe(duplex=False)
            process = multiprocessing.Process(target=attend, args=(theirs, task, item))
            process.start()
            theirs.close()
            running[ours] = (process, index, item, attempt)
        for ours in wait(list(running)):
            process, index, item, attempt = running.pop(ours)
            with contextlib.closing(ours):
                try:
                    results[index] = ours.recv()
                except (EOFError, OSError):
                    if attempt < max_attempts:
                        waiting.append((index, item, attempt + 1))
                    else:
                        failures[index] = process.exitcode
            process.join()
    return results, failures
