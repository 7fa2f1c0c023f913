# wrong: not-marked-done
import multiprocessing


def consume(queue, handle):
    while True:
        item = queue.get()
        try:
            handle(item)
        except Exception as error:
            print(error)


def fan_out(items, handle, consumers):
    queue = multiprocessing.JoinableQueue()
    processes = [multiprocessing.Process(target=consume, args=(queue, handle), daemon=True) for _ in range(consumers)]
    for process in processes:
        process.start()
    for item in items:
        queue.put(item)
    queue.join()
    for process in processes:
        process.terminate()
    for process in processes:
        process.join()
