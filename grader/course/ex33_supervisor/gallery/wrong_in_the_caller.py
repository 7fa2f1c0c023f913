# wrong: in-the-caller
def run_supervised(task, items, workers, max_attempts=3):
    results, failures = {}, {}
    for index, item in enumerate(items):
        for _ in range(max_attempts):
            try:
                results[index] = task(item)
                break
            except Exception:
                failures[index] = 1
    return results, failures
