# right: futures, and those that have not begun are cancelled at the end
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait


def as_finished(func, items, processes=2):
    executor = ProcessPoolExecutor(processes)
    try:
        waiting = {executor.submit(func, item) for item in items}
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()
    finally:
        executor.shutdown(cancel_futures=True)
