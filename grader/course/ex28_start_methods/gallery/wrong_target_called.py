# wrong: called-not-passed
import multiprocessing


def child(queue, result):
    queue.put(result)


def run_under(method, func, args=()):
    context = multiprocessing.get_context(method)
    queue = context.Queue()
    process = context.Process(target=child, args=(queue, func(*args)))
    process.start()
    result = queue.get()
    process.join()
    return result
