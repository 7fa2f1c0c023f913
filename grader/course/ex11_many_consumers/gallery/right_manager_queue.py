# right: a manager's queue
import multiprocessing


def consume(queue, handle):
    while True:
        item = queue.get()
        if item is None:
            break
        try:
            handle(item)
        except Exception as error:
            print(error)


def fan_out(items, handle, consumers):
    manager = multiprocessing.Manager()
    queue = manager.Queue()
    processes = [multiprocessing.Process(target=consume, args=(queue, handle)) for _ in range(consumers)]
    for process in processes:
        process.start()
    for item in items:
        queue.put(item)
    for _ in processes:
        queue.put(None)
    for process in processes:
        process.join()
    manager.shutdown()
