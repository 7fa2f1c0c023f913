# wrong: stalled — a process that fails sends nothing, and it is waited for
import multiprocessing


def put_result(func, item, index, queue):
    queue.put((index, func(item)))


def collect(func, items):
    queue = multiprocessing.Queue()
    items = list(items)
    processes = [
        multiprocessing.Process(target=put_result, args=(func, item, index, queue)) for index, item in enumerate(items)
    ]
    for process in processes:
        process.start()
    results = dict(queue.get() for _ in items)
    for process in processes:
        process.join()
    return [results[index] for index in range(len(items))]
