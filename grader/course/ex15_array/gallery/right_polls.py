# right: looks again and again whether all have ended
import time
import multiprocessing


def fill(func, array, slots):
    for i in slots:
        array[i] = func(i)


def parallel_fill(func, length, workers):
    array = multiprocessing.Array("d", length)
    processes = [multiprocessing.Process(target=fill, args=(func, array, range(n, length, workers))) for n in range(workers)]
    for process in processes:
        process.start()
    while any(process.is_alive() for process in processes):
        time.sleep(0.02)
    return list(array)
