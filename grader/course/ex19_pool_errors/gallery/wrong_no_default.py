# wrong: wrong-default — processes has a default in the stub
import multiprocessing


def gather(func, items, processes):
    results, errors = {}, {}
    with multiprocessing.Pool(processes) as pool:
        answers = [pool.apply_async(func, (item,)) for item in items]
        for index, answer in enumerate(answers):
            try:
                results[index] = answer.get()
            except Exception as error:
                errors[index] = error
    return results, errors
