# right: each takes one slot, and then the next that is free
import multiprocessing


def fill(func, array, first, position):
    i = first
    while i < len(array):
        array[i] = func(i)
        with position:
            i = position.value
            position.value += 1


def parallel_fill(func, length, workers):
    array = multiprocessing.Array("d", length)
    position = multiprocessing.Value("i", workers)
    processes = [multiprocessing.Process(target=fill, args=(func, array, n, position)) for n in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return list(array)
