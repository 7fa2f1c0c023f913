# right: looks from time to time which answers are ready
import collections
import multiprocessing
import time


def gather(func, items, processes=2):
    results, errors = collections.OrderedDict(), collections.defaultdict(list)
    with multiprocessing.Pool(processes) as pool:
        waiting = {index: pool.apply_async(func, (item,)) for index, item in enumerate(items)}
        while waiting:
            for index in [index for index, answer in waiting.items() if answer.ready()]:
                try:
                    results[index] = waiting.pop(index).get()
                except Exception as error:
                    errors[index] = error
            time.sleep(0.01)
    return results, errors
