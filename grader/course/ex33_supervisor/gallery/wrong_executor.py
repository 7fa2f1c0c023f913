# wrong: exception — BrokenProcessPool
from concurrent.futures import ProcessPoolExecutor


def run_supervised(task, items, workers, max_attempts=3):
    with ProcessPoolExecutor(workers) as executor:
        futures = [executor.submit(task, item) for item in items]
        return {index: future.result() for index, future in enumerate(futures)}, {}
