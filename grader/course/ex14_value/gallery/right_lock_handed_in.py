# right: a Value with a lock that was made for it
import multiprocessing


def add_many(counter, times):
    for _ in range(times):
        with counter.get_lock():
            counter.value += 1


def count_with(add, workers, times):
    counter = multiprocessing.Value("i", 0, lock=multiprocessing.RLock())
    processes = [multiprocessing.Process(target=add, args=(counter, times)) for _ in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value
