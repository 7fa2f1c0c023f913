# wrong: too-many-at-work — believes that each is done after half a second
import multiprocessing
import time


def throttled(work, items, limit):
    processes = []
    for number, item in enumerate(items):
        if number and number % limit == 0:
            time.sleep(0.5)
        process = multiprocessing.Process(target=work, args=(item,))
        process.start()
        processes.append(process)
    for process in processes:
        process.join()
