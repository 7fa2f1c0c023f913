# wrong: join-before-drain — packs the results small, and joins before they are read
import multiprocessing
import pickle
import zlib


def put_result(func, item, queue, index):
    queue.put((index, zlib.compress(pickle.dumps(func(item)))))


def collect(func, items):
    queue = multiprocessing.Queue()
    processes = [multiprocessing.Process(target=put_result, args=(func, item, queue, i)) for i, item in enumerate(items)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    found = {}
    while not queue.empty():
        index, data = queue.get()
        found[index] = pickle.loads(zlib.decompress(data))
    return [found.get(i) for i in range(len(items))]
