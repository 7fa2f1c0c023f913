# wrong: too-many-at-work — the first two are right, later ones are not
import multiprocessing


def run(semaphore, work, item):
    with semaphore:
        work(item)
    semaphore.release()


def throttled(work, items, limit):
    semaphore = multiprocessing.Semaphore(limit)
    processes = [multiprocessing.Process(target=run, args=(semaphore, work, item)) for item in items]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
