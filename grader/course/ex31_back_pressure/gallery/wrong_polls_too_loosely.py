# wrong: too-far-ahead — looks at the size of the queue again and again, with another limit
import multiprocessing
import time


def produce(source, queue):
    try:
        for item in source():
            while queue.qsize() > 3:
                time.sleep(0.1)
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
    queue = multiprocessing.Queue()
    producer = multiprocessing.Process(target=produce, args=(source, queue))
    consumer = multiprocessing.Process(target=consume, args=(queue, handle))
    producer.start()
    consumer.start()
    producer.join()
    consumer.join()
