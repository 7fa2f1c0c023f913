# wrong: array-not-shared
import multiprocessing


def fill(func, array, slots):
    numbers = list(array)
    for i in slots:
        numbers[i] = func(i)


def parallel_fill(func, length, workers):
    array = multiprocessing.Array("d", length)
    processes = [multiprocessing.Process(target=fill, args=(func, array, range(n, length, workers))) for n in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return list(array)
