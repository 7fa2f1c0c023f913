# right: everything is in the queue before the consumers start
import multiprocessing


def consume(queue, handle):
    for item in iter(queue.get, None):
        try:
            handle(item)
        except Exception as error:
            print(error)


def fan_out(items, handle, consumers):
    queue = multiprocessing.Queue()
    for item in items:
        queue.put(item)
    for _ in range(consumers):
        queue.put(None)
    processes = [multiprocessing.Process(target=consume, args=(queue, handle)) for _ in range(consumers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
