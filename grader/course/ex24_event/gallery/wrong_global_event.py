# wrong: no-signal — works under fork only: elsewhere each process makes an event of its own when it loads the file
from multiprocessing import Event, Process

event = Event()


def run(work, i):
    event.wait()
    work(i)


def start_together(work, count):
    processes = [Process(target=run, args=(work, i)) for i in range(count)]
    for process in processes:
        process.start()
    event.set()
    for process in processes:
        process.join()
