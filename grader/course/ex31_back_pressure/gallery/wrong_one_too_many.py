# wrong: too-far-ahead — by one
import multiprocessing


def produce(source, queue):
    try:
        for item in source():
            queue.put(item)
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
    queue = multiprocessing.Queue(capacity + 1)
    producer = multiprocessing.Process(target=produce, args=(source, queue))
    consumer = multiprocessing.Process(target=consume, args=(queue, handle))
    producer.start()
    consumer.start()
    producer.join()
    consumer.join()
