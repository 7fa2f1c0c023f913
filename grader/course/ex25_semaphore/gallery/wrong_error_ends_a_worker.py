# wrong: call-missing — an error ends a worker, and after two errors none is left
import multiprocessing


def run(queue, work):
    for wanted, item in iter(queue.get, (False, None)):
        work(item)


def throttled(work, items, limit):
    queue = multiprocessing.Queue()
    for item in items:
        queue.put((True, item))
    workers = [multiprocessing.Process(target=run, args=(queue, work)) for _ in range(limit)]
    for worker in workers:
        queue.put((False, None))
        worker.start()
    for worker in workers:
        worker.join()
