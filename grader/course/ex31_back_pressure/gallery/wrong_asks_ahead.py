# wrong: too-far-ahead — has the next item in hand before it puts this one
import multiprocessing


def produce(source, queue):
    try:
        items = iter(source())
        item = next(items, None)
        while item is not None:
            following = next(items, None)
            queue.put(item)
            item = following
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
