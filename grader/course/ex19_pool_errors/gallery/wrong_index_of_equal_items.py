# wrong: item-missing — items.index() finds the first of two equal items
import multiprocessing


def gather(func, items, processes=2):
    results, errors = {}, {}
    with multiprocessing.Pool(processes) as pool:
        answers = [(item, pool.apply_async(func, (item,))) for item in items]
        for item, answer in answers:
            try:
                results[items.index(item)] = answer.get()
            except Exception as error:
                errors[items.index(item)] = error
    return results, errors
