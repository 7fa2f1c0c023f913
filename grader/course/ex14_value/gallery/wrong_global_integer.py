# wrong: no-shared-value
import multiprocessing


def add_many(counter, times):
    for _ in range(times):
        with counter.get_lock():
            counter.value += 1


total = 0


def count_with(add, workers, times):
    processes = [multiprocessing.Process(target=add, args=(total, times)) for _ in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return total
