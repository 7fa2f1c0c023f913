# right: no lock is needed, each slot has one writer
import multiprocessing


def fill(func, array, slots):
    for i in slots:
        array[i] = func(i)


def parallel_fill(func, length, workers):
    array = multiprocessing.Array("d", length, lock=False)
    processes = [multiprocessing.Process(target=fill, args=(func, array, range(n, length, workers))) for n in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return array[:]
