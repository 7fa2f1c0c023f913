# wrong: returned-early
import multiprocessing


def add_many(counter, times):
    for _ in range(times):
        with counter.get_lock():
            counter.value += 1


def count_with(add, workers, times):
    counter = multiprocessing.Value("i", 0)
    for _ in range(workers):
        multiprocessing.Process(target=add, args=(counter, times)).start()
    return counter.value
