# wrong: returned-early — an exception passes by the join
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
    result, error = queue.get()
    if error is not None:
        raise error
    process.join()
    return result
