# wrong: death-unnoticed
import multiprocessing


def run_supervised(task, items, workers, max_attempts=3):
    results, failures = {}, {}
    with multiprocessing.Pool(workers) as pool:
        for _ in range(max_attempts):
            waiting = {i: pool.apply_async(task, (item,)) for i, item in enumerate(items) if i not in results}
            for index, one in waiting.items():
                try:
                    results[index] = one.get()
                    failures.pop(index, None)
                except Exception:
                    failures[index] = 1
        pool.close()
        pool.join()
    return results, failures
