# wrong: cut-off — an error in one ends the others
from multiprocessing import Event, Process
from multiprocessing.connection import wait


def run(event, work, i):
    event.wait()
    work(i)


def start_together(work, count):
    event = Event()
    processes = [Process(target=run, args=(event, work, i)) for i in range(count)]
    for process in processes:
        process.start()
    event.set()
    running = {process.sentinel: process for process in processes}
    while running:
        for sentinel in wait(list(running)):
            process = running.pop(sentinel)
            process.join()
            if process.exitcode:
                for other in processes:
                    other.terminate()
