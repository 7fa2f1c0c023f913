# wrong: lost-update — a lock of threads, each process has its own
import multiprocessing
import threading


LOCK = threading.Lock()


def add_many(counter, times):
    for _ in range(times):
        with LOCK:
            counter.value += 1


def count_with(add, workers, times):
    counter = multiprocessing.Value("i", 0)
    processes = [multiprocessing.Process(target=add, args=(counter, times)) for _ in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value
