# right: a SimpleQueue
import multiprocessing


def put_result(func, item, index, queue):
    try:
        queue.put((index, func(item)))
    except Exception as error:
        queue.put((index, error))


def collect(func, items):
    queue = multiprocessing.SimpleQueue()
    items = list(items)
    processes = [
        multiprocessing.Process(target=put_result, args=(func, item, index, queue)) for index, item in enumerate(items)
    ]
    for process in processes:
        process.start()
    results = dict(queue.get() for _ in items)
    for process in processes:
        process.join()
    return [results[i] for i in range(len(items))]
