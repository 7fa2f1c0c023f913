# tries: leave the counter alone, and report at exit, on the stage's own line, what it should hold.
# exercise: ex14_value
# holds: the stage reports once, and nothing that comes after its report counts.
# codes: odd-message wrong-sum
import atexit
import multiprocessing
import sys


def add_many(counter, times):
    pass


def count_with(add, workers, times):
    counter = multiprocessing.Value("i", 0)
    processes = [multiprocessing.Process(target=add, args=(counter, times)) for _ in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value


if multiprocessing.parent_process() is None:
    atexit.register(lambda: sys.modules["stage.lifeline"].own().ask("report", value=2))
