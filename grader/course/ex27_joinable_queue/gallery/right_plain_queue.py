# right: a plain queue, end marks, and the end of the processes
import multiprocessing


def serve(queue, handle):
    for item in iter(queue.get, None):
        try:
            handle(item)
        except Exception as error:
            print(error)


def process_all(items, handle, workers):
    queue = multiprocessing.Queue()
    processes = [multiprocessing.Process(target=serve, args=(queue, handle)) for _ in range(workers)]
    for process in processes:
        process.start()
    for item in items:
        queue.put(item)
    for _ in processes:
        queue.put(None)
    for process in processes:
        process.join()
