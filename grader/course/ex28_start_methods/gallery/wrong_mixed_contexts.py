# wrong: mixed-contexts — the queue is of the program's start method (where the program's is fork)
import multiprocessing


def child(queue, func, args):
    try:
        queue.put((func(*args), None))
    except Exception as error:
        queue.put((None, error))


def run_under(method, func, args=()):
    queue = multiprocessing.Queue()
    process = multiprocessing.get_context(method).Process(target=child, args=(queue, func, args))
    process.start()
    result, error = queue.get()
    process.join()
    if error is not None:
        raise error
    return result
