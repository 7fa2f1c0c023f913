# wrong: begins-too-early — wait() gives up, and nobody looks at its answer
from multiprocessing import Event, Process


def run(event, work, i):
    event.wait(0.8)
    work(i)


def start_together(work, count):
    event = Event()
    processes = [Process(target=run, args=(event, work, i)) for i in range(count)]
    for process in processes:
        process.start()
    event.set()
    for process in processes:
        process.join()
