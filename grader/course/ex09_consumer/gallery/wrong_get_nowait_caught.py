# wrong: stops-when-empty
import queue as queues


def consumer(queue):
    try:
        while (item := queue.get(block=False)) is not None:
            print(f"Consumed: {item}")
    except queues.Empty:
        pass
