# right: what the dead worker took down with it is tried again in a fresh executor, one by one
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool


def attempt(func, items, max_workers):
    answers, futures = {}, {}
    with ProcessPoolExecutor(max_workers) as executor:
        for index, item in items:
            try:
                futures[index] = executor.submit(func, item)
            except BrokenProcessPool as error:
                answers[index] = error
        for index, future in futures.items():
            try:
                answers[index] = future.result()
            except Exception as error:
                answers[index] = error
    return answers


def run_futures(func, items, max_workers=2):
    items = list(enumerate(items))
    answers = attempt(func, items, max_workers)
    for index, item in items:
        if isinstance(answers[index], BrokenProcessPool):
            answers |= attempt(func, [(index, item)], 1)
    return answers
