# wrong: error-escapes
import multiprocessing


def gather(func, items, processes=2):
    results, errors, answers = {}, {}, {}
    with multiprocessing.Pool(processes) as pool:
        for index, item in enumerate(items):
            try:
                answers[index] = pool.apply_async(func, (item,))
            except Exception as error:
                errors[index] = error
        for index, answer in answers.items():
            results[index] = answer.get()
    return results, errors
