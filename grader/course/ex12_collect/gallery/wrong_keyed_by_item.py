# wrong: exception — an item need not be a good key
import multiprocessing


def put_result(func, item, index, queue):
    try:
        queue.put((item, func(item)))
    except Exception as error:
        queue.put((item, error))


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
    return [results[item] for item in items]
