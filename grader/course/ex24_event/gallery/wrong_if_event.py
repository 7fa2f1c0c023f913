# wrong: begins-too-early — an Event object is always true
from multiprocessing import Event, Process


def run(event, work, i):
    if event:
        work(i)


def start_together(work, count):
    event = Event()
    processes = [Process(target=run, args=(event, work, i)) for i in range(count)]
    for process in processes:
        process.start()
    event.set()
    for process in processes:
        process.join()
