# wrong: lock-of-nothing — a counter of one's own, whose lock each process makes for itself
import multiprocessing
import threading


class Counter:
    def __init__(self):
        self.number = multiprocessing.RawValue("i", 0)

    @property
    def value(self):
        return self.number.value

    @value.setter
    def value(self, number):
        self.number.value = number

    def get_lock(self):
        return threading.Lock()


def add_many(counter, times):
    for _ in range(times):
        with counter.get_lock():
            counter.value += 1


def count_with(add, workers, times):
    counter = Counter()
    processes = [multiprocessing.Process(target=add, args=(counter, times)) for _ in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value
