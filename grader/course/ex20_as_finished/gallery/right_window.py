# right: never hands in more than the workers can do, and starts before anybody asks
import multiprocessing
import queue
from functools import partial


def as_finished(func, items, processes=2):
    pool = multiprocessing.Pool(processes)
    return results(pool, func, iter(items), processes)


def results(pool, func, items, processes):
    answers = queue.Queue()
    running = 0
    try:
        while True:
            for item in items:
                pool.apply_async(func, (item,), callback=partial(put, answers), error_callback=partial(put, answers, error=True))
                running += 1
                if running == processes:
                    break
            if not running:
                return
            value, failed = answers.get()
            running -= 1
            if failed:
                raise value
            yield value
    finally:
        pool.terminate()
        pool.join()


def put(answers, value, error=False):
    answers.put((value, error))
