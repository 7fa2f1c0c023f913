# wrong: wrong-arguments — the index and not the item
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
    queue = multiprocessing.Queue()
    processes = [multiprocessing.Process(target=consume, args=(queue, handle)) for _ in range(consumers)]
    for process in processes:
        process.start()
    for index, _ in enumerate(items):
        queue.put(index)
    for _ in processes:
        queue.put(None)
    for process in processes:
        process.join()
