# wrong: too-far-ahead — given back before the item is handled
import multiprocessing


def produce(source, queue, credits):
    try:
        items = iter(source())
        while True:
            credits.acquire()
            queue.put(next(items))
    except StopIteration:
        pass
    finally:
        queue.put(None)


def consume(queue, handle, credits):
    for item in iter(queue.get, None):
        credits.release()
        try:
            handle(item)
        except Exception as error:
            print("not handled:", error)


def bounded_pipeline(source, handle, capacity):
    queue, credits = multiprocessing.Queue(), multiprocessing.Semaphore(capacity + 2)
    processes = [
        multiprocessing.Process(target=produce, args=(source, queue, credits)),
        multiprocessing.Process(target=consume, args=(queue, handle, credits)),
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
