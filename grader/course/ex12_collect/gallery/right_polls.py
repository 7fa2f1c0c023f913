# right: looks again and again, with a timeout
import multiprocessing
import queue as queues


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
    results = {}
    while len(results) < len(items):
        try:
            index, result = queue.get(timeout=0.05)
        except queues.Empty:
            continue
        results[index] = result
    for process in processes:
        process.join()
    return [results[index] for index in range(len(items))]
