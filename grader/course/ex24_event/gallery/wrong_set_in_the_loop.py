# wrong: begins-too-early
from multiprocessing import Event, Process


def run(event, work, i):
    event.wait()
    work(i)


def start_together(work, count):
    event = Event()
    processes = []
    for i in range(count):
        process = Process(target=run, args=(event, work, i), daemon=True)
        processes.append(process)
        process.start()
        event.set()
    for process in processes:
        process.join()
