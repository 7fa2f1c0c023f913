# wrong: wrong-order — takes what has come last
import multiprocessing


def produce(source, queue):
    try:
        for item in source():
            queue.put(item)
    finally:
        queue.put(None)


def consume(queue, handle):
    items = list(iter(queue.get, None))
    while items:
        item = items.pop()
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
