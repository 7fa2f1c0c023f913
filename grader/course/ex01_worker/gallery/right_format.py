# right: format(), and an event that never comes
import threading


def worker(num, seconds=2.0):
    print("Worker {} started".format(num), flush=True)
    threading.Event().wait(seconds)
    print("Worker {} finished".format(num), flush=True)
