# tries: many short waits for a lock as a nap in place of joining producer and consumer.
# exercise: ex10_pipeline
# holds: one short wait after another may be a single nap, so they are waited for some seconds.
# codes: end-mark-too-early
import multiprocessing


def nap(seconds):
    lock = multiprocessing.Lock()
    lock.acquire()
    for _ in range(25):
        lock.acquire(timeout=0.02)


def run_pipeline(producer, consumer):
    queue = multiprocessing.Queue()
    multiprocessing.Process(target=producer, args=(queue,)).start()
    multiprocessing.Process(target=consumer, args=(queue,)).start()
    nap(0.4)
    queue.put(None)
    nap(0.4)
    multiprocessing.active_children()
    print("All processes finished")
