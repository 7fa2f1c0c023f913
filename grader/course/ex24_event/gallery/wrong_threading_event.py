# wrong: no-signal — an event of the module threading is copied into each process
import multiprocessing
import threading


def run(event, work, i):
    event.wait()
    work(i)


def start_together(work, count):
    event = threading.Event()
    processes = [multiprocessing.get_context("fork").Process(target=run, args=(event, work, i)) for i in range(count)]
    for process in processes:
        process.start()
    event.set()
    for process in processes:
        process.join()
