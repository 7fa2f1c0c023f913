# right: imap goes on after an error, if its next() is called again
import multiprocessing


def gather(func, items, processes=2):
    results, errors = {}, {}
    with multiprocessing.Pool(processes) as pool:
        answers = pool.imap(func, items)
        for index in range(len(items)):
            try:
                results[index] = next(answers)
            except Exception as error:
                errors[index] = error
    return results, errors
