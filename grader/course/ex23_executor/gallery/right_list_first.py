# right: looks again and again whether all are done
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool


def run_futures(func, items, max_workers=2):
    futures, answers = {}, {}
    with ProcessPoolExecutor(max_workers) as executor:
        for index, item in enumerate(list(items)):
            try:
                futures[index] = executor.submit(func, item)
            except BrokenProcessPool as error:
                answers[index] = error
        while not all(future.done() for future in futures.values()):
            time.sleep(0.02)
        for index, future in futures.items():
            answers[index] = future.exception() if future.exception() else future.result()
    return answers
