# right: looks again until an event says that no more will come
import multiprocessing
import queue as queues


def consume(queue, handle, over):
    while True:
        try:
            item = queue.get(timeout=0.05)
        except queues.Empty:
            if over.is_set():
                return
            continue
        try:
            handle(item)
        except Exception as error:
            print("failed:", error)


def fan_out(items, handle, consumers):
    queue, over = multiprocessing.Queue(), multiprocessing.Event()
    processes = [multiprocessing.Process(target=consume, args=(queue, handle, over)) for _ in range(consumers)]
    for process in processes:
        process.start()
    for item in items:
        queue.put(item)
    queue.close()
    queue.join_thread()
    over.set()
    for process in processes:
        process.join()
