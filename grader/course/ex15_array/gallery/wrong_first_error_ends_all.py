# wrong: cut-off — one that fails ends the others
import multiprocessing
from multiprocessing.connection import wait


def fill(func, array, first, last):
    for i in range(first, last):
        array[i] = func(i)


def parallel_fill(func, length, workers):
    array = multiprocessing.Array("d", length)
    cuts = [length * n // workers for n in range(workers + 1)]
    processes = [multiprocessing.Process(target=fill, args=(func, array, *cuts[n : n + 2])) for n in range(workers)]
    for process in processes:
        process.start()
    running = {process.sentinel: process for process in processes}
    while running:
        for sentinel in wait(list(running)):
            process = running.pop(sentinel)
            process.join()
            if process.exitcode:
                for other in running.values():
                    other.terminate()
    for process in processes:
        process.join()
    return list(array)
