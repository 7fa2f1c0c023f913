# wrong: threads
import queue as queues
import threading


def serve(queue, handle):
    while (item := queue.get()) is not None:
        try:
            handle(item)
        except Exception as error:
            print(error)
        finally:
            queue.task_done()


def process_all(items, handle, workers):
    queue = queues.Queue()
    threads = [threading.Thread(target=serve, args=(queue, handle)) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for item in items:
        queue.put(item)
    queue.join()
    for _ in threads:
        queue.put(None)
    for thread in threads:
        thread.join()
