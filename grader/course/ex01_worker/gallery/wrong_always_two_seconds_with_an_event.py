# wrong: sleeps-longer
import threading


def worker(num, seconds=2.0):
    print(f"Worker {num} started")
    threading.Event().wait(2)
    print(f"Worker {num} finished")
