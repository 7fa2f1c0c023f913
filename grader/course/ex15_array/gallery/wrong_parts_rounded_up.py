# wrong: worker-without-slots — 4 slots in parts of 2 are enough for two of three workers
import math
import multiprocessing


def fill(func, array, first, last):
    for i in range(first, last):
        array[i] = func(i)


def parallel_fill(func, length, workers):
    array = multiprocessing.Array("d", length)
    size = math.ceil(length / workers)
    cuts = [min(n * size, length) for n in range(workers + 1)]
    processes = [multiprocessing.Process(target=fill, args=(func, array, *cuts[n : n + 2])) for n in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return list(array)
