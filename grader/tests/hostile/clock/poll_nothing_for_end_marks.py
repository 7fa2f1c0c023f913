# tries: a poll of nothing as a nap in place of end marks.
# exercise: ex11_many_consumers
# holds: a poll of nothing is a sleep.
# codes: items-not-handled
import multiprocessing
import select


def nap(seconds):
    select.poll().poll(seconds * 1000)


def serve(queue, handle):
    while True:
        item = queue.get()
        try:
            handle(item)
        except Exception:
            pass


def fan_out(items, handle, consumers):
    queue = multiprocessing.Queue()
    processes = [multiprocessing.Process(target=serve, args=(queue, handle)) for _ in range(consumers)]
    for process in processes:
        process.start()
    for item in items:
        queue.put(item)
    nap(0.8)
    for process in processes:
        process.kill()
        process.join()
