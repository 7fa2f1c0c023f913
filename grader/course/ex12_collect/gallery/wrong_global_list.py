# wrong: results-missing — each process has a list of its own
import multiprocessing

results = []


def keep(func, item):
    results.append(func(item))


def collect(func, items):
    processes = [multiprocessing.Process(target=keep, args=(func, item)) for item in items]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return results
