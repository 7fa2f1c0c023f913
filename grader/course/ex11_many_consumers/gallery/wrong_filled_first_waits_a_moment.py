# wrong: items-not-handled — the queue is full already, but slow
import multiprocessing
import queue as queues


def consume(queue, handle):
    while True:
        try:
            item = queue.get(timeout=0.2)
        except queues.Empty:
            return
        try:
            handle(item)
        except Exception as error:
            print(error)


def fan_out(items, handle, consumers):
    queue = multiprocessing.Queue()
    for item in items:
        queue.put(item)
    processes = [multiprocessing.Process(target=consume, args=(queue, handle)) for _ in range(consumers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
