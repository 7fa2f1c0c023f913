# wrong: join-before-drain
import multiprocessing
from multiprocessing.connection import wait


def put_result(func, item, index, queue):
    try:
        queue.put((index, func(item)))
    except Exception as error:
        queue.put((index, error))


def collect(func, items):
    queue = multiprocessing.Queue()
    items = list(items)
    processes = [
        multiprocessing.Process(target=put_result, args=(func, item, index, queue)) for index, item in enumerate(items)
    ]
    for process in processes:
        process.start()
    left = [process.sentinel for process in processes]
    while left:
        for s in wait(left):
            left.remove(s)
    results = dict(queue.get() for _ in items)
    for process in processes:
        process.join()
    return [results[i] for i in range(len(items))]
