# wrong: item-in-both — a failed item also has a None among the results
import multiprocessing


def gather(func, items, processes=2):
    results, errors = dict.fromkeys(range(len(items))), {}
    with multiprocessing.Pool(processes) as pool:
        answers = [pool.apply_async(func, (item,)) for item in items]
        for index, answer in enumerate(answers):
            try:
                results[index] = answer.get()
            except Exception as error:
                errors[index] = error
    return results, errors
