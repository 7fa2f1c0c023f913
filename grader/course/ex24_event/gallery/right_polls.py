# right: looks again and again; wait() with a timeout in a loop
from multiprocessing import Event, Process


def run(event, work, i):
    while not event.wait(0.05):
        pass
    work(i)


def start_together(work, count):
    event = Event()
    processes = [Process(target=run, args=(event, work, i)) for i in range(count)]
    for process in processes:
        process.start()
    event.set()
    for process in processes:
        process.join()
