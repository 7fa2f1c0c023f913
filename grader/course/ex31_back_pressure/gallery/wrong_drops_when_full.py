# wrong: call-missing
import multiprocessing
import queue as queues


def produce(source, queue):
    try:
        for item in source():
            try:
                queue.put_nowait(item)
            except queues.Full:
                print("no room for", item)
    finally:
        queue.put(None)


def consume(queue, handle):
    while True:
        item = queue.get()
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
    producer.join()
    consumer.join()
