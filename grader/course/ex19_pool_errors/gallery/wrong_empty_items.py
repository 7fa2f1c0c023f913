# wrong: exception — a pool of no processes
import multiprocessing


def gather(func, items, processes=2):
    results, errors = {}, {}
    with multiprocessing.Pool(min(processes, len(items))) as pool:
        answers = [pool.apply_async(func, (item,)) for item in items]
        for index, answer in enumerate(answers):
            try:
                results[index] = answer.get()
            except Exception as error:
                errors[index] = error
    return results, errors
