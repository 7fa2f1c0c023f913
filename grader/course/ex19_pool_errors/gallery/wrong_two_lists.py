# wrong: not-two-dicts
import multiprocessing


def gather(func, items, processes=2):
    results, errors = [], []
    with multiprocessing.Pool(processes) as pool:
        answers = [pool.apply_async(func, (item,)) for item in items]
        for answer in answers:
            try:
                results.append(answer.get())
            except Exception as error:
                errors.append(error)
    return results, errors
