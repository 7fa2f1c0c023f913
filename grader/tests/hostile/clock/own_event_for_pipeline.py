# tries: an event that nobody sets as a nap in place of joining producer and consumer.
# exercise: ex10_pipeline
# holds: a wait with a timeout is waited for.
# codes: end-mark-too-early
import multiprocessing
import threading


def nap(seconds):
    threading.Event().wait(seconds)


def run_pipeline(producer, consumer):
    queue = multiprocessing.Queue()
    multiprocessing.Process(target=producer, args=(queue,)).start()
    multiprocessing.Process(target=consumer, args=(queue,)).start()
    nap(0.4)
    queue.put(None)
    nap(0.4)
    multiprocessing.active_children()
    print("All processes finished")
