# wrong: stops-when-empty — waits, but not long enough for a slow producer
import queue as queues


def consumer(queue):
    try:
        while (item := queue.get(timeout=0.5)) is not None:
            print(f"Consumed: {item}")
    except queues.Empty:
        return
