# wrong: more-processes
import multiprocessing


def fill(func, array, slots):
    for i in slots:
        array[i] = func(i)


def parallel_fill(func, length, workers):
    array = multiprocessing.Array("d", length)
    processes = [multiprocessing.Process(target=fill, args=(func, array, range(n, n + 1))) for n in range(length)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return list(array)
