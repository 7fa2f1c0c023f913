# wrong: threads
from multiprocessing.pool import ThreadPool


def gather(func, items, processes=2):
    results, errors = {}, {}
    with ThreadPool(processes) as pool:
        answers = [pool.apply_async(func, (item,)) for item in items]
        for index, answer in enumerate(answers):
            try:
                results[index] = answer.get()
            except Exception as error:
                errors[index] = error
    return results, errors
