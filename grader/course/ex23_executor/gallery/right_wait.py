# right: wait() for all, the error from submit() made by hand
from concurrent.futures import ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool


def run_futures(func, items, max_workers=2):
    executor = ProcessPoolExecutor(max_workers)
    try:
        futures = []
        for item in items:
            try:
                futures.append(executor.submit(func, item))
            except BrokenProcessPool:
                futures.append(None)
        wait([future for future in futures if future])
        answers = {}
        for index, future in enumerate(futures):
            if future is None:
                answers[index] = BrokenProcessPool("the pool was broken")
            else:
                answers[index] = future.exception() or future.result()
        return answers
    finally:
        executor.shutdown()
