# right: tries again when the queue is full
import queue as queues


def producer(queue, items=range(5)):
    for item in items:
        while True:
            try:
                queue.put(item, timeout=0.05)
                break
            except queues.Full:
                pass
        print(f"Produced: {item}")
