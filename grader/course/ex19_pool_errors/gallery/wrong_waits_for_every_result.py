# wrong: stalled — an item that failed never gets into the queue of results
import multiprocessing
import queue
from functools import partial


def gather(func, items, processes=2):
    found = queue.SimpleQueue()
    with multiprocessing.Pool(processes) as pool:
        for index, item in enumerate(items):
            pool.apply_async(func, (item,), callback=lambda result, index=index: found.put((index, result)))
        return dict(found.get() for _ in items), {}
