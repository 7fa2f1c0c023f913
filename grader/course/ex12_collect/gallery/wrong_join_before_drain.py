# wrong: join-before-drain
import multiprocessing


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
    for process in processes:
        process.join()
    results = dict(queue.get() for _ in items)
    return [results[index] for index in range(len(items))]
