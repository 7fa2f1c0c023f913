# wrong: error-not-kept
from concurrent.futures import ProcessPoolExecutor


def run_futures(func, items, max_workers=2):
    answers = {}
    with ProcessPoolExecutor(max_workers) as executor:
        futures = [executor.submit(func, item) for item in items]
        for index, future in enumerate(futures):
            try:
                answers[index] = future.result()
            except Exception as error:
                answers[index] = str(error)
    return answers
