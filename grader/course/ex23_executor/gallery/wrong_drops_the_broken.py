# wrong: keys-differ — items whose worker died are left out
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool


def run_futures(func, items, max_workers=2):
    answers = {}
    with ProcessPoolExecutor(max_workers) as executor:
        futures = {}
        try:
            for index, item in enumerate(items):
                futures[index] = executor.submit(func, item)
        except BrokenProcessPool:
            pass
        for index, future in futures.items():
            try:
                answers[index] = future.result()
            except BrokenProcessPool:
                continue
            except Exception as error:
                answers[index] = error
    return answers
