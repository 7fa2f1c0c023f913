# wrong: not-handled-completely — task_done() right after get()
import multiprocessing


def serve(queue, handle):
    while True:
        item = queue.get()
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
    queue.join()
    for process in processes:
        process.terminate()
    for process in processes:
        process.join()
