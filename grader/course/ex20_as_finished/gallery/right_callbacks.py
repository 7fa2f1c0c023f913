# right: callbacks put results and errors into a queue of the caller's
import multiprocessing
import queue


def as_finished(func, items, processes=2):
    answers = queue.SimpleQueue()
    pool = multiprocessing.Pool(processes)
    try:
        for item in items:
            pool.apply_async(
                func,
                (item,),
                callback=lambda result: answers.put((None, result)),
                error_callback=lambda error: answers.put((error, None)),
            )
        for _ in items:
            error, result = answers.get()
            if error is not None:
                raise error
            yield result
    finally:
        pool.close()
        pool.join()
