# wrong: not-handled-completely — join() returns when half of it is done
import multiprocessing


def serve(queue, handle):
    while True:
        item = queue.get()
        try:
            handle(item)
            queue.task_done()
        except Exception as error:
            print(error)
        finally:
            queue.task_done()


def process_all(items, handle, workers):
    queue = multiprocessing.JoinableQueue()
    processes = [multiprocessing.Process(target=serve, args=(queue, handle), daemon=True) for _ in range(workers)]
    for process in processes:
        process.start()
    for item in items:
        queue.put(item)
    queue.join()
    for process in processes:
        process.terminate()
    for process in processes:
        process.join()
