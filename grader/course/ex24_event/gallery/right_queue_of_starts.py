# right: a queue brings the signal
from multiprocessing import Process, SimpleQueue


def run(queue, work, i):
    queue.get()
    work(i)


def start_together(work, count):
    queue = SimpleQueue()
    processes = [Process(target=run, args=(queue, work, i)) for i in range(count)]
    for process in processes:
        process.start()
    for _ in processes:
        queue.put('go')
    for process in processes:
        process.join()
