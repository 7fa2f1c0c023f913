# wrong: returned-early
from multiprocessing import Event, Process


def run(event, work, i):
    event.wait()
    work(i)


def start_together(work, count):
    event = Event()
    for i in range(count):
        Process(target=run, args=(event, work, i)).start()
    event.set()
