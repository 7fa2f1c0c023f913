# wrong: one-after-another
import multiprocessing


def put_result(func, item, index, queue):
    try:
        queue.put((index, func(item)))
    except Exception as error:
        queue.put((index, error))


def collect(func, items):
    results = []
    for index, item in enumerate(items):
        queue = multiprocessing.Queue()
        process = multiprocessing.Process(target=put_result, args=(func, item, index, queue))
        process.start()
        results.append(queue.get()[1])
        process.join()
    return results
