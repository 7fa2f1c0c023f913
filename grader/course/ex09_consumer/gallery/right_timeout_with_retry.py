# right: looks again when nothing came in time
import queue as queues


def consumer(queue):
    while True:
        try:
            item = queue.get(timeout=0.2)
        except queues.Empty:
            continue
        if item is None:
            return
        print(f"Consumed: {item}", flush=True)
