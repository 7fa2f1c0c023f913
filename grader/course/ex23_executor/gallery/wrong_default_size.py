# wrong: too-few-together
from concurrent.futures import ProcessPoolExecutor


def run_futures(func, items, max_workers=2):
    answers = {}
    with ProcessPoolExecutor(2) as executor:
        futures = [executor.submit(func, item) for item in items]
        for index, future in enumerate(futures):
            answers[index] = future.exception() or future.result()
    return answers
