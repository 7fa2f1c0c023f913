# wrong: waits-for-the-slow-one
import multiprocessing


def as_finished(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        for answer in [pool.apply_async(func, (item,)) for item in items]:
            yield answer.get()
