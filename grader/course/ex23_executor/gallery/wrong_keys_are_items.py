# wrong: keys-differ
from concurrent.futures import ProcessPoolExecutor


def run_futures(func, items, max_workers=2):
    answers = {}
    with ProcessPoolExecutor(max_workers) as executor:
        futures = {item: executor.submit(func, item) for item in items}
        for item, future in futures.items():
            answers[item] = future.exception() or future.result()
    return answers
