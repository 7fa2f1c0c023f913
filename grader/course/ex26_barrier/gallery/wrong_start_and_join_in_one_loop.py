# wrong: one-after-another
import multiprocessing


def run(first, second, i):
    first(i)
    second(i)


def two_phases(first, second, count):
    for i in range(count):
        process = multiprocessing.Process(target=run, args=(first, second, i))
        process.start()
        process.join()
