# wrong: one-after-another
from concurrent.futures import ProcessPoolExecutor


def run_futures(func, items, max_workers=2):
    answers = {}
    with ProcessPoolExecutor(max_workers) as executor:
        for index, item in enumerate(items):
            try:
                answers[index] = executor.submit(func, item).result()
            except Exception as error:
                answers[index] = error
    return answers
