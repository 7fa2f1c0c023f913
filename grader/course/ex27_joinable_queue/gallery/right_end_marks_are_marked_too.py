# right: end marks before join(), and task_done() for them as well
import multiprocessing


def serve(queue, handle):
    item = 1
    while item is not None:
        item = queue.get()
        try:
            if item is not None:
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
    for _ in processes:
        queue.put(None)
    queue.join()
    for process in processes:
        process.join()
