# tries: return at once, and have a thread of the caller join the processes and print the line.
# exercise: ex11_many_consumers
# holds: the census is taken when the call is over, whoever waits for the processes later.
# codes: returned-early
# earns: test_each_once
import multiprocessing
import threading


def consume(queue, handle):
    while (item := queue.get()) is not None:
        handle(item)


def fan_out(items, handle, consumers=3):
    queue = multiprocessing.Queue()
    processes = [multiprocessing.Process(target=consume, args=(queue, handle)) for _ in range(consumers)]
    for process in processes:
        process.start()
    for item in items:
        queue.put(item)
    for _ in processes:
        queue.put(None)
    threading.Thread(target=lambda: [process.join() for process in processes]).start()
