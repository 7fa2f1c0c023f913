# right: a manager's event
from multiprocessing import Manager, Process


def run(event, work, i):
    event.wait()
    work(i)


def start_together(work, count):
    manager = Manager()
    event = manager.Event()
    processes = [Process(target=run, args=(event, work, i)) for i in range(count)]
    for process in processes:
        process.start()
    event.set()
    for process in processes:
        process.join()
    manager.shutdown()
