# wrong: keys-differ
import multiprocessing


def gather(func, items, processes=2):
    results, errors = {}, {}
    with multiprocessing.Pool(processes) as pool:
        answers = {item: pool.apply_async(func, (item,)) for item in items}
        for item, answer in answers.items():
            try:
                results[item] = answer.get()
            except Exception as error:
                errors[item] = error
    return results, errors
