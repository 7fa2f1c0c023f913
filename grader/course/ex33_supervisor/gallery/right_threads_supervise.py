# right: a thread for each worker, which starts its processes one after another
import multiprocessing
import queue
import threading


def attend(conn, task, item):
    conn.send((task(item),))


def supervise(todo, task, max_attempts, results, failures, starting):
    while True:
        try:
            index, item = todo.get_nowait()
        except queue.Empty:
            return
        for _ in range(max_attempts):
            with starting:
                ours, theirs = multiprocessing.Pipe(False)
                process = multiprocessing.Process(target=attend, args=(theirs, task, item))
                process.start()
                theirs.close()
            try:
                (results[index],) = ours.recv()
            except EOFError:
                pass
            process.join()
            ours.close()
            if index in results:
                break
        else:
            failures[index] = process.exitcode


def run_supervised(task, items, workers, max_attempts=3):
    todo, results, failures = queue.Queue(), {}, {}
    for pair in enumerate(items):
        todo.put(pair)
    starting = threading.Lock()
    threads = [
        threading.Thread(target=supervise, args=(todo, task, max_attempts, results, failures, starting)) for _ in range(workers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results, failures
