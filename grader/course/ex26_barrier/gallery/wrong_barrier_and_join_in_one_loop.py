# wrong: one-process — the others are not there yet, so the first waits for ever
import multiprocessing


def run(barrier, first, second, i):
    first(i)
    barrier.wait()
    second(i)


def two_phases(first, second, count):
    barrier = multiprocessing.Barrier(count)
    for i in range(count):
        process = multiprocessing.Process(target=run, args=(barrier, first, second, i))
        process.start()
        process.join()
