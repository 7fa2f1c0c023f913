# wrong: goes-on-after-the-end
import threading


def consumer(queue):
    while True:
        item = queue.get()
        if item is None:
            threading.Event().wait()
        print(f"Consumed: {item}")
