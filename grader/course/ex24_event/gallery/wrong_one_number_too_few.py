# wrong: too-few-together
from multiprocessing import Event, Process


def run(event, work, i):
    event.wait()
    work(i)


def start_together(work, count):
    event = Event()
    processes = [Process(target=run, args=(event, work, i)) for i in range(1, count)]
    for process in processes:
        process.start()
    event.set()
    for process in processes:
        process.join()
