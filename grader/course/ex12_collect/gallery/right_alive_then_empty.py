# right: asks whether a process is alive before it looks, so nothing can come after the last look
import multiprocessing
import queue as queues


def put_result(func, item, queue, index):
    try:
        queue.put((index, func(item)))
    except Exception as error:
        queue.put((index, error))


def collect(func, items):
    queue = multiprocessing.Queue()
    processes = [multiprocessing.Process(target=put_result, args=(func, item, queue, i)) for i, item in enumerate(items)]
    for process in processes:
        process.start()
    results = {}
    alive = True
    while alive:
        alive = any(process.is_alive() for process in processes)
        while True:
            try:
                index, result = queue.get(timeout=0.02)
            except queues.Empty:
                break
            results[index] = result
    return [results[index] for index in range(len(items))]
