# wrong: end-mark-missing — looks again and again
import multiprocessing
import queue as queues


def serve(queue, handle):
    while True:
        try:
            item = queue.get(timeout=0.05)
        except queues.Empty:
            continue
        try:
            handle(item)
        except Exception as error:
            print(error)
        finally:
            queue.task_done()


def process_all(items, handle, workers):
    queue = multiprocessing.JoinableQueue()
    processes = [multiprocessing.Process(target=serve, args=(queue, handle)) for _ in range(workers)]
    for process in processes:
        process.start()
    for item in items:
        queue.put(item)
    queue.join()
    for process in processes:
        process.join()
