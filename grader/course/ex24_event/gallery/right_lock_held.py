# right: a lock that the caller holds until all are there
import multiprocessing


def run(lock, work, i):
    with lock:
        pass
    work(i)


def start_together(work, count):
    lock = multiprocessing.Lock()
    with lock:
        processes = [multiprocessing.Process(target=run, args=(lock, work, i), daemon=True) for i in range(count)]
        for process in processes:
            process.start()
    for process in processes:
        process.join()
