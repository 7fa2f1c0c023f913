# wrong: no-signal — each process makes an event of its own, and looks at it again and again
import time
from multiprocessing import Event, Process


def run(work, i):
    event = Event()
    while not event.is_set():
        time.sleep(0.05)
    work(i)


def start_together(work, count):
    event = Event()
    processes = [Process(target=run, args=(work, i)) for i in range(count)]
    for process in processes:
        process.start()
    event.set()
    for process in processes:
        process.join()
