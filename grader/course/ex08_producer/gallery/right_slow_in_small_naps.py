# right: takes its time for each item, in many short sleeps
import time


def producer(queue, items=range(5)):
    for item in items:
        nap()
        queue.put(item)
        print(f"Produced: {item}")
        nap()


def nap():
    for _ in range(12):
        time.sleep(0.03)
