# wrong: one-after-another
from multiprocessing import Event, Process


def run(event, work, i):
    event.wait()
    work(i)


def start_together(work, count):
    event = Event()
    event.set()
    for i in range(count):
        process = Process(target=run, args=(event, work, i))
        process.start()
        process.join()
