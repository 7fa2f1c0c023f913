# right: a pipe each, and each process leaves with os._exit()
import multiprocessing
import os


def send_result(func, item, conn):
    try:
        conn.send((func(item), None))
    except Exception as error:
        conn.send((None, error))
    finally:
        os._exit(0)


def collect(func, items):
    pairs = []
    for item in items:
        ours, theirs = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.Process(target=send_result, args=(func, item, theirs))
        process.start()
        theirs.close()
        pairs.append((process, ours))
    answers = [conn.recv() for _, conn in pairs]
    for process, _ in pairs:
        process.join()
    return [result for result, _ in answers]
