# tries: make the results up; only whether one failed is looked at.
# exercise: ex23_executor
# holds: what a probe gives back depends on a number that the judge draws for that call, and that nobody knows before.
# earns: test_nothing_to_do
from concurrent.futures import ProcessPoolExecutor, wait


def run_futures(func, items, max_workers=2):
    results, futures = {}, {}
    with ProcessPoolExecutor(max_workers) as executor:
        for index, item in enumerate(items):
            try:
                futures[index] = executor.submit(func, item)
            except Exception as error:
                results[index] = error
    for index, item in enumerate(items):
        error = futures[index].exception() if index in futures else results[index]
        results[index] = error if error is not None else item * 10
    return results
