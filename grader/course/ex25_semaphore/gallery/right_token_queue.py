# right: a queue with tokens
import multiprocessing


def run(tokens, work, item):
    token = tokens.get()
    try:
        work(item)
    finally:
        tokens.put(token)


def throttled(work, items, limit):
    semaphore = multiprocessing.Queue()
    for token in range(limit):
        semaphore.put(token)
    processes = [multiprocessing.Process(target=run, args=(semaphore, work, item)) for item in items]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
