# right: in the order in which they finish
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool


def run_futures(func, items, max_workers=2):
    answers, index_of = {}, {}
    with ProcessPoolExecutor(max_workers=max_workers) as executor:
        for index, item in enumerate(items):
            try:
                index_of[executor.submit(func, item)] = index
            except BrokenProcessPool as error:
                answers[index] = error
        for future in as_completed(index_of):
            try:
                answers[index_of[future]] = future.result()
            except Exception as error:
                answers[index_of[future]] = error
    return answers
