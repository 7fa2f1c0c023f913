# right: an executor, results as they come
from concurrent.futures import ProcessPoolExecutor, as_completed


def gather(func, items, processes=2):
    results, errors = {}, {}
    with ProcessPoolExecutor(max_workers=processes) as executor:
        indices = {executor.submit(func, item): index for index, item in enumerate(items)}
        for future in as_completed(indices):
            error = future.exception()
            if error is None:
                results[indices[future]] = future.result()
            else:
                errors[indices[future]] = error
    return results, errors
