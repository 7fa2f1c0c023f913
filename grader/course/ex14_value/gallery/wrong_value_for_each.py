# wrong: sums-apart — each process makes a Value of its own, all with the same lock
import multiprocessing


def add_many(counter, times):
    for _ in range(times):
        with counter.get_lock():
            counter.value += 1


def one(add, times, queue, lock):
    counter = multiprocessing.Value("i", 0, lock=lock)
    add(counter, times)
    queue.put(counter.value)


def count_with(add, workers, times):
    queue, lock = multiprocessing.SimpleQueue(), multiprocessing.RLock()
    processes = [multiprocessing.Process(target=one, args=(add, times, queue, lock)) for _ in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    total = 0
    while not queue.empty():
        total += queue.get()
    return total
