# wrong: lost-update
import multiprocessing


def add_many(counter, times):
    for _ in range(times):
        number = counter.value
        with counter.get_lock():
            counter.value = number + 1


def count_with(add, workers, times):
    counter = multiprocessing.Value("i", 0)
    processes = [multiprocessing.Process(target=add, args=(counter, times)) for _ in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value
