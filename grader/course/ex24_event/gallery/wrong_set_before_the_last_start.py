# wrong: begins-too-early
from multiprocessing import Event, Process


def run(event, work, i):
    event.wait()
    work(i)


def start_together(work, count):
    event = Event()
    processes = [Process(target=run, args=(event, work, i)) for i in range(count)]
    for number, process in enumerate(processes):
        if number == count - 1:
            event.set()
        process.start()
    for process in processes:
        process.join()
