# right: decorated with functools.wraps, which shows the signature of the function below
import functools
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool


def quiet(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


@quiet
def run_futures(func, items, max_workers=2):
    answers, futures = {}, {}
    with ProcessPoolExecutor(max_workers) as executor:
        for index, item in enumerate(items):
            try:
                futures[index] = executor.submit(func, item)
            except BrokenProcessPool as error:
                answers[index] = error
        for index, future in futures.items():
            error = future.exception()
            answers[index] = future.result() if error is None else error
    return answers
