# wrong: item-missing
import multiprocessing


def gather(func, items, processes=2):
    results, errors = {}, {}
    with multiprocessing.Pool(processes) as pool:
        answers = [pool.apply_async(func, (item,)) for item in items]
        try:
            for index, answer in enumerate(answers):
                results[index] = answer.get()
        except Exception as error:
            errors[index] = error
    return results, errors
