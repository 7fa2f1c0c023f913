# wrong: handled-twice
import multiprocessing


def consume(items, handle):
    for item in items:
        try:
            handle(item)
        except Exception as error:
            print("failed:", error)


def fan_out(items, handle, consumers):
    items = list(items)
    processes = [multiprocessing.Process(target=consume, args=(items, handle)) for _ in range(consumers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
