# wrong: wrong-arguments — what the item looks like, and not the item
import multiprocessing


def consume(queue, handle):
    while True:
        item = queue.get()
        if item is None:
            break
        try:
            handle(repr(item))
        except Exception as error:
            print(error)


def fan_out(items, handle, consumers):
    queue = multiprocessing.Queue()
    processes = [multiprocessing.Process(target=consume, args=(queue, handle)) for _ in range(consumers)]
    for process in processes:
        process.start()
    for item in items:
        queue.put(item)
    for _ in processes:
        queue.put(None)
    for process in processes:
        process.join()
