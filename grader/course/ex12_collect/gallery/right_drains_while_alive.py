# right: takes what is there until all have ended
import multiprocessing
import time


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
    while any(process.is_alive() for process in processes) or not queue.empty():
        while not queue.empty():
            index, value = queue.get()
            results[index] = value
        time.sleep(0.01)
    for process in processes:
        process.join()
    return [results[i] for i in range(len(items))]
