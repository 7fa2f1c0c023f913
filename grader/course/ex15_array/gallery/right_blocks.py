# right: blocks, the last one longer
import multiprocessing


def fill(func, array, slots):
    for i in slots:
        array[i] = func(i)


def parallel_fill(func, length, workers):
    array = multiprocessing.Array("d", length)
    edges = [length * n // workers for n in range(workers + 1)]
    processes = [
        multiprocessing.Process(target=fill, args=(func, array, range(edges[n], edges[n + 1]))) for n in range(workers)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return list(array)
