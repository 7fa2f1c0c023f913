# right: a pool whose workers get the array from an initializer
import multiprocessing

shared = None


def keep(array):
    global shared
    shared = array


def fill(part):
    func, first, step = part
    for i in range(first, len(shared), step):
        shared[i] = func(i)


def parallel_fill(func, length, workers):
    array = multiprocessing.Array("d", length)
    with multiprocessing.Pool(workers, keep, (array,)) as pool:
        pool.map(fill, [(func, n, workers) for n in range(workers)], chunksize=1)
        pool.close()
        pool.join()
    return list(array)
