# wrong: end-mark-missing
import multiprocessing


def serve(queue, handle):
    while True:
        item = queue.get()
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
