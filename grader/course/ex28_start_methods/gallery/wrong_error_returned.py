# wrong: error-lost — handed over like a result
import multiprocessing


def child(queue, func, args):
    try:
        queue.put(func(*args))
    except Exception as error:
        queue.put(error)


def run_under(method, func, args=()):
    context = multiprocessing.get_context(method)
    queue = context.Queue()
    process = context.Process(target=child, args=(queue, func, args))
    process.start()
    result = queue.get()
    process.join()
    return result
