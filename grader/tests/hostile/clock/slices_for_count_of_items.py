# tries: many short sleeps as a nap in place of a queue that counts.
# exercise: ex27_joinable_queue
# holds: one sleep after another may be a single nap, so they are waited for some seconds.
# codes: not-handled-completely
import multiprocessing
import time


def nap(seconds):
    for _ in range(25):
        time.sleep(0.02)


def serve(queue, handle):
    while True:
        item = queue.get()
        try:
            handle(item)
        except Exception:
            pass


def process_all(items, handle, workers):
    queue = multiprocessing.Queue()
    processes = [multiprocessing.Process(target=serve, args=(queue, handle)) for _ in range(workers)]
    for process in processes:
        process.start()
    for item in items:
        queue.put(item)
    nap(0.8)
    for process in processes:
        process.kill()
        process.join()
