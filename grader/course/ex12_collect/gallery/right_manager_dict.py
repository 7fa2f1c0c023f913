# right: a managed dictionary, filled before the processes end
import multiprocessing


def keep(func, item, index, results):
    results[index] = func(item)


def collect(func, items):
    with multiprocessing.Manager() as manager:
        results = manager.dict()
        processes = [
            multiprocessing.Process(target=keep, args=(func, item, index, results)) for index, item in enumerate(items)
        ]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        return [results.get(index) for index in range(len(processes))]
