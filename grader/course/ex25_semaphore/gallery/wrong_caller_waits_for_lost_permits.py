# wrong: permits-lost — the caller takes them
import multiprocessing


def run(permits, work, item):
    work(item)
    permits.release()


def throttled(work, items, limit):
    permits = multiprocessing.Semaphore(limit)
    processes = []
    for item in items:
        permits.acquire()
        process = multiprocessing.Process(target=run, args=(permits, work, item))
        process.start()
        processes.append(process)
    for process in processes:
        process.join()
