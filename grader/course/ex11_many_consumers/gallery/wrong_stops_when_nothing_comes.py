# wrong: items-not-handled — gives up after half a second
import multiprocessing
import queue as queues


def consume(queue, handle):
    while True:
        try:
            item = queue.get(timeout=0.5)
        except queues.Empty:
            return
        try:
            handle(item)
        except Exception as error:
            print("failed:", error)


def fan_out(items, handle, consumers):
    queue = multiprocessing.Queue()
    processes = [multiprocessing.Process(target=consume, args=(queue, handle)) for _ in range(consumers)]
    for process in processes:
        process.start()
    for item in items:
        queue.put(item)
    for process in processes:
        process.join()
