# wrong: death-unnoticed
import multiprocessing


def run_futures(func, items, max_workers=2):
    answers = {}
    with multiprocessing.Pool(max_workers) as pool:
        waiting = [pool.apply_async(func, (item,)) for item in items]
        for index, one in enumerate(waiting):
            try:
                answers[index] = one.get()
            except Exception as error:
                answers[index] = error
    return answers
