# wrong: call-twice — a queue for each, and all items in each
import multiprocessing


def serve(queue, handle):
    while (item := queue.get()) is not None:
        try:
            handle(item)
        except Exception as error:
            print(error)
        finally:
            queue.task_done()


def process_all(items, handle, workers):
    queues = [multiprocessing.JoinableQueue() for _ in range(workers)]
    processes = [multiprocessing.Process(target=serve, args=(queue, handle)) for queue in queues]
    for process in processes:
        process.start()
    for item in items:
        for queue in queues:
            queue.put(item)
    for queue in queues:
        queue.join()
        queue.put(None)
    for process in processes:
        process.join()
