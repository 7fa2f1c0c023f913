# wrong: in-the-caller
import multiprocessing


def fill(func, array, slots):
    for i in slots:
        array[i] = func(i)


def parallel_fill(func, length, workers):
    array = multiprocessing.Array("d", length)
    fill(func, array, range(length))
    return list(array)
