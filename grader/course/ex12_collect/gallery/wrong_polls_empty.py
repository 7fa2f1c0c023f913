# wrong: results-missing
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
    results = []
    while not queue.empty():
        results.append(queue.get())
    for process in processes:
        process.join()
    return [result for _, result in sorted(results, key=lambda pair: pair[0])]
