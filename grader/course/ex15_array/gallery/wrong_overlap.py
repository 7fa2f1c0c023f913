# wrong: slots-done-twice
import multiprocessing


def fill(func, array, slots):
    for i in slots:
        array[i] = func(i)


def parallel_fill(func, length, workers):
    array = multiprocessing.Array("d", length)
    size = -(-length // workers)
    processes = [
        multiprocessing.Process(target=fill, args=(func, array, range(n * size, min(length, (n + 1) * size + 1))))
        for n in range(workers)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return list(array)
