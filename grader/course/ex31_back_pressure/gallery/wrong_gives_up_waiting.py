# wrong: too-far-ahead — waits for a credit for a second at most, then goes on
import multiprocessing


def produce(source, queue, credits):
    try:
        items = iter(source())
        while True:
            credits.acquire(timeout=1)
            queue.put(next(items))
    except StopIteration:
        pass
    finally:
        queue.put(None)


def consume(queue, handle, credits):
    for item in iter(queue.get, None):
        try:
            handle(item)
        except Exception as error:
            print("not handled:", error)
        finally:
            credits.release()


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
