# wrong: done-again — one dies, and all are tried again
import multiprocessing


def attend(conn, task, item):
    conn.send(task(item))


def run_supervised(task, items, workers, max_attempts=3):
    items = list(items)
    for _ in range(max_attempts):
        results, failures = {}, {}
        for start in range(0, len(items), workers):
            running = []
            for index in range(start, min(start + workers, len(items))):
                ours, theirs = multiprocessing.Pipe(False)
                process = multiprocessing.Process(target=attend, args=(theirs, task, items[index]))
                process.start()
                theirs.close()
                running.append((index, ours, process))
            for index, ours, process in running:
                try:
                    results[index] = ours.recv()
                except EOFError:
                    process.join()
                    failures[index] = process.exitcode
                process.join()
        if not failures:
            break
    return results, failures
