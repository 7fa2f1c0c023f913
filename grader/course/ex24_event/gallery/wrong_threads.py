# wrong: threads
from threading import Event, Thread


def run(event, work, i):
    event.wait()
    work(i)


def start_together(work, count):
    event = Event()
    threads = [Thread(target=run, args=(event, work, i)) for i in range(count)]
    for thread in threads:
        thread.start()
    event.set()
    for thread in threads:
        thread.join()
