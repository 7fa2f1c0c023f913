# right: Process and Queue of one context
import multiprocessing


def child(queue, func, args):
    try:
        queue.put(("result", func(*args)))
    except BaseException as error:
        queue.put(("error", error))


def run_under(method, func, args=()):
    context = multiprocessing.get_context(method)
    queue = context.Queue()
    process = context.Process(target=child, args=(queue, func, args), daemon=True)
    process.start()
    kind, answer = queue.get()
    process.join()
    if kind == "error":
        raise answer
    return answer
