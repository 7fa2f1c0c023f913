# right: task_done() comes early, but what counts is the end of the processes
import multiprocessing


def serve(queue, handle):
    for item in iter(queue.get, None):
        queue.task_done()
        try:
            handle(item)
        except Exception as error:
            print(error)


def process_all(items, handle, workers):
    queue = multiprocessing.JoinableQueue()
    processes = [multiprocessing.Process(target=serve, args=(queue, handle)) for _ in range(workers)]
    for process in processes:
        process.start()
    for item in items:
        queue.put(item)
    for _ in processes:
        queue.put(None)
    for process in processes:
        process.join()
