# wrong: one-after-another
import multiprocessing


def fill(func, array, slots):
    for i in slots:
        array[i] = func(i)


def parallel_fill(func, length, workers):
    array = multiprocessing.Array("d", length)
    for n in range(workers):
        process = multiprocessing.Process(target=fill, args=(func, array, range(n, length, workers)))
        process.start()
        process.join()
    return list(array)
