# right: sleeps while the queue is empty, and stops at the end mark only
import time


def consumer(queue):
    while True:
        if queue.empty():
            time.sleep(0.05)
            continue
        item = queue.get()
        if item is None:
            break
        print(f"Consumed: {item}")
