# right: looks from time to time which answers are ready
import multiprocessing
import time


def as_finished(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        waiting = [pool.apply_async(func, args=(item,)) for item in items]
        while waiting:
            for answer in list(waiting):
                if answer.ready():
                    waiting.remove(answer)
                    yield answer.get()
            time.sleep(0.01)
