# wrong: returned-early — does not wait for the end
import multiprocessing


def fill(func, array, first, last):
    for i in range(first, last):
        array[i] = func(i)


def parallel_fill(func, length, workers):
    array = multiprocessing.Array("d", length)
    cuts = [length * n // workers for n in range(workers + 1)]
    processes = [multiprocessing.Process(target=fill, args=(func, array, *cuts[n : n + 2])) for n in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=0.1)
    return list(array)
