# wrong: digits-lost — an Array of short floats keeps seven digits
import multiprocessing


def fill(func, array, slots):
    for i in slots:
        array[i] = func(i)


def parallel_fill(func, length, workers):
    array = multiprocessing.Array("f", length)
    processes = [multiprocessing.Process(target=fill, args=(func, array, range(n, length, workers))) for n in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return list(array)
