# right: the next one is started when one has ended
import multiprocessing
from multiprocessing.connection import wait


def throttled(work, items, limit):
    running = {}
    for item in items:
        if len(running) == limit:
            for sentinel in wait(list(running)):
                running.pop(sentinel).join()
        process = multiprocessing.Process(target=work, args=(item,))
        process.start()
        running[process.sentinel] = process
    for process in running.values():
        process.join()
