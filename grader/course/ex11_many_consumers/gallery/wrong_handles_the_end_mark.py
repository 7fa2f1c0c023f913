# wrong: end-mark-handled
import multiprocessing


def consume(queue, handle):
    item = 1
    while item is not None:
        item = queue.get()
        if item is None:
            queue.put(None)
        try:
            handle(item)
        except Exception as error:
            print(error)


def fan_out(items, handle, consumers):
    queue = multiprocessing.Queue()
    processes = [multiprocessing.Process(target=consume, args=(queue, handle)) for _ in range(consumers)]
    for process in processes:
        process.start()
    for item in items:
        queue.put(item)
    queue.put(None)
    for process in processes:
        process.join()
