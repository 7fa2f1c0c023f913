# wrong: items-lost
import queue as queues


def producer(queue, items=range(5)):
    for item in items:
        try:
            queue.put(item, timeout=0.1)
        except queues.Full:
            continue
        print(f"Produced: {item}")
