# wrong: marked-too-often
import multiprocessing


def serve(queue, handle):
    while (item := queue.get()) is not None:
        handle(item)
        queue.task_done()
        queue.task_done()


def process_all(items, handle, workers):
    queue = multiprocessing.JoinableQueue()
    processes = [multiprocessing.Process(target=serve, args=(queue, handle)) for _ in range(workers)]
    for process in processes:
        process.start()
    for item in items:
        queue.put(item)
    queue.join()
    for _ in processes:
        queue.put(None)
    for process in processes:
        process.join()
