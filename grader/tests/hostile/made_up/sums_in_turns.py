# tries: use no lock: each process sleeps until its turn, and writes what all have added so far. The counter's lock locks nothing.
# exercise: ex14_value
# holds: a process that writes over a number that it has not read last has lost an update, whatever the sum; and each adds its own share.
# codes: lost-update
# earns: test_adds
import contextlib
import multiprocessing


class Counter:
    def __init__(self, value):
        self.raw = value

    @property
    def value(self):
        return self.raw.value

    @value.setter
    def value(self, number):
        self.raw.value = number

    def get_lock(self):
        return contextlib.nullcontext()


def add_many(counter, times):
    first = counter.value
    turn = (multiprocessing.current_process()._identity or (1,))[-1]
    if turn > 1:
        import time
        time.sleep(0.3)
    counter.value = first + turn * times


def count_with(add, workers, times):
    counter = Counter(multiprocessing.RawValue("i", 0))
    processes = [multiprocessing.Process(target=add, args=(counter, times)) for _ in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value
