# wrong: cut-off — an error in one ends the others
import multiprocessing
from multiprocessing.connection import wait


def run(barrier, first, second, i):
    first(i)
    barrier.wait()
    second(i)


def two_phases(first, second, count):
    barrier = multiprocessing.Barrier(count)
    processes = [multiprocessing.Process(target=run, args=(barrier, first, second, i)) for i in range(count)]
    for process in processes:
        process.start()
    running = {process.sentinel: process for process in processes}
    while running:
        for sentinel in wait(list(running)):
            process = running.pop(sentinel)
            process.join()
            if process.exitcode:
                for other in processes:
                    other.terminate()
