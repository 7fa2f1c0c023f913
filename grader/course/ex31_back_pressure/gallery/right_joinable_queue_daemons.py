# right: a JoinableQueue; daemons; the parent waits for the queue, then puts the end mark
import multiprocessing


def produce(source, queue):
    try:
        for item in source():
            queue.put(item)
    finally:
        print("the source is at its end")


def consume(queue, handle):
    while True:
        item = queue.get()
        if item is None:
            break
        try:
            handle(item)
        except Exception as error:
            print("not handled:", error)
        finally:
            queue.task_done()


def bounded_pipeline(source, handle, capacity):
    queue = multiprocessing.JoinableQueue(capacity)
    producer = multiprocessing.Process(target=produce, args=(source, queue), daemon=True)
    consumer = multiprocessing.Process(target=consume, args=(queue, handle), daemon=True)
    producer.start()
    consumer.start()
    producer.join()
    queue.join()
    queue.put(None)
    consumer.join()
