# right: looks again and again for room, for an item, and for the end
import multiprocessing
import queue as queues
import time


def produce(source, queue):
    try:
        for item in source():
            while True:
                try:
                    queue.put(item, timeout=0.05)
                    break
                except queues.Full:
                    continue
    finally:
        queue.put(None)


def consume(queue, handle):
    while True:
        try:
            item = queue.get(timeout=0.05)
        except queues.Empty:
            continue
        if item is None:
            break
        try:
            handle(item)
        except Exception as error:
            print("not handled:", error)


def bounded_pipeline(source, handle, capacity):
    queue = multiprocessing.Queue(capacity)
    producer = multiprocessing.Process(target=produce, args=(source, queue))
    consumer = multiprocessing.Process(target=consume, args=(queue, handle))
    producer.start()
    consumer.start()
    while producer.is_alive() or consumer.is_alive():
        time.sleep(0.05)
    producer.join()
    consumer.join()
