# wrong: looked-too-early — a queue that is empty, and then no process that is alive
import multiprocessing
import time


def one(func, item, queue, index):
    queue.put((index, func(item)))


def collect(func, items):
    queue = multiprocessing.Queue()
    ps = [multiprocessing.Process(target=one, args=(func, item, queue, i)) for i, item in enumerate(items)]
    for p in ps:
        p.start()
    found = {}
    while True:
        if not queue.empty():
            i, r = queue.get()
            found[i] = r
        elif not any(p.is_alive() for p in ps):
            break
        else:
            time.sleep(0.01)
    for p in ps:
        p.join()
    return [found.get(i) for i in range(len(items))]
