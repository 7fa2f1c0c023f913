# right: a RawArray
import multiprocessing


def fill(func, array, slots):
    for i in slots:
        array[i] = func(i)


def parallel_fill(func, length, workers):
    array = multiprocessing.RawArray("d", length)
    processes = [multiprocessing.Process(target=fill, args=(func, array, range(n, length, workers))) for n in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [float(number) for number in array]
