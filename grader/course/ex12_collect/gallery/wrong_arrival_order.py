# wrong: arrival-order
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
    results = [queue.get()[1] for _ in items]
    for process in processes:
        process.join()
    return results
