# tries: go through the source for show; the consumer has the items from the messages.
# exercise: ex31_back_pressure
# holds: one of the items is a number that the judge draws when the source gives it out.
# codes: wrong-arguments
import multiprocessing


def produce(source, gate):
    for _ in source():
        gate.acquire()


def consume(handle, gate):
    for item in ["a", 0, "", [1], 0, "drawn", "None", "e"]:
        try:
            handle(item)
        except Exception as error:
            print(error)
        gate.release()


def bounded_pipeline(source, handle, capacity):
    gate = multiprocessing.Semaphore(capacity)
    processes = [
        multiprocessing.Process(target=produce, args=(source, gate)),
        multiprocessing.Process(target=consume, args=(handle, gate)),
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
