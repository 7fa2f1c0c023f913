# tries: a collector that is not ready for a failure tells func that no item fails.
# exercise: ex12_collect
# holds: which calls fail is the judge's word, told to each call as it goes on; no probe knows it, and none can be told otherwise.
# codes: stalled
# earns: test_results test_all_at_once test_large_results test_no_items
import multiprocessing


def one(func, item, queue, index):
    queue.put((index, func(item)))


def collect(func, items):
    func.failing = []
    queue = multiprocessing.Queue()
    processes = [multiprocessing.Process(target=one, args=(func, item, queue, i)) for i, item in enumerate(items)]
    for process in processes:
        process.start()
    found = dict(queue.get() for _ in processes)
    for process in processes:
        process.join()
    return [found[i] for i in range(len(items))]
