# right: a subclass, the Value as an attribute
import multiprocessing


def add_many(counter, times):
    for _ in range(times):
        with counter.get_lock():
            counter.value += 1


class Adder(multiprocessing.Process):
    def __init__(self, add, counter, times):
        super().__init__(daemon=True)
        self.work = (add, counter, times)

    def run(self):
        add, counter, times = self.work
        add(counter, times)


def count_with(add, workers, times):
    counter = multiprocessing.Value("l")
    adders = [Adder(add, counter, times) for _ in range(workers)]
    [adder.start() for adder in adders]
    [adder.join() for adder in adders]
    with counter.get_lock():
        return counter.value
