# wrong: nothing-comes-back
import multiprocessing


def child(queue, func, args):
    try:
        queue.put((func(*args), None))
    except Exception as error:
        queue.put((None, error))


def run_under(method, func, args=()):
    context = multiprocessing.get_context(method)
    queue = context.Queue()
    process = context.Process(target=child, args=(queue, func, args))
    process.start()
    process.join()
    result, error = queue.get()
    if error is not None:
        raise error
    return result
