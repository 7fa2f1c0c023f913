# wrong: in-the-caller
import multiprocessing


def process_all(items, handle, workers):
    queue = multiprocessing.JoinableQueue()
    for item in items:
        queue.put(item)
        handle(queue.get())
        queue.task_done()
    queue.join()
