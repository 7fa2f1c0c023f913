# right: a manager's JoinableQueue with little room
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
    with multiprocessing.Manager() as manager:
        queue = manager.JoinableQueue(2)
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
