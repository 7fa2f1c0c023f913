# right: a thread for each process, and a semaphore
import multiprocessing
import threading


def run(semaphore, work, i):
    semaphore.acquire()
    work(i)


def care(process, started):
    process.start()
    started.wait()
    process.join()


def start_together(work, count):
    semaphore = multiprocessing.Semaphore(0)
    started = threading.Barrier(count + 1)
    processes = [multiprocessing.Process(target=run, args=(semaphore, work, i)) for i in range(count)]
    threads = [threading.Thread(target=care, args=(process, started)) for process in processes]
    for thread in threads:
        thread.start()
    started.wait()
    for _ in threads:
        semaphore.release()
    for thread in threads:
        thread.join()
