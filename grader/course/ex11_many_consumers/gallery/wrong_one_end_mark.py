# wrong: too-few-end-marks
import multiprocessing


def consume(queue, handle):
    while (item := queue.get()) is not None:
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
    queue.put(None)
    for process in processes:
        process.join()
