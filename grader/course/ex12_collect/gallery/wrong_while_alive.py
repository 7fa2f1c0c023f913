# wrong: looked-too-early — reads the queue only while a process is alive
import multiprocessing
import queue as q
import time


def one(func, item, queue, index):
    queue.put((index, func(item)))


def collect(func, items):
    queue = multiprocessing.Queue()
    ps = [multiprocessing.Process(target=one, args=(func, item, queue, i)) for i, item in enumerate(items)]
    for p in ps:
        p.start()
    found = {}
    while any(p.is_alive() for p in ps):
        try:
            i, r = queue.get_nowait()
            found[i] = r
        except q.Empty:
            time.sleep(0.01)
    for p in ps:
        p.join()
    return [found.get(i) for i in range(len(items))]
