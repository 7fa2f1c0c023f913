# wrong: task-not-done — an exception jumps over task_done()
import multiprocessing


def serve(queue, handle):
    while (item := queue.get()) is not None:
        try:
            handle(item)
            queue.task_done()
        except Exception as error:
            print(error)


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
