# right: no process is started before there is a permit for it
import multiprocessing


def run(permits, work, item):
    try:
        work(item)
    finally:
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
