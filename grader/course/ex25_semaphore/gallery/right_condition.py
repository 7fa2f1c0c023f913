# right: a condition and a counter
import multiprocessing


def run(condition, free, work, item):
    with condition:
        condition.wait_for(lambda: free.value > 0)
        free.value -= 1
    try:
        work(item)
    finally:
        with condition:
            free.value += 1
            condition.notify()


def throttled(work, items, limit):
    condition = multiprocessing.Condition()
    free = multiprocessing.Value("i", limit, lock=False)
    processes = [multiprocessing.Process(target=run, args=(condition, free, work, item)) for item in items]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
