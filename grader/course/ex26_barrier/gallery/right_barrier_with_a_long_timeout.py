# right: whoever waits gives up after a while, and does not begin the second phase
import multiprocessing


def run(barrier, first, second, i):
    first(i)
    barrier.wait(timeout=6)
    second(i)


def two_phases(first, second, count):
    barrier = multiprocessing.Barrier(count)
    processes = [multiprocessing.Process(target=run, args=(barrier, first, second, i)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
