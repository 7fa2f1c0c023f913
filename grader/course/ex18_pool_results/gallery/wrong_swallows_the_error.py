# wrong: error-swallowed
import multiprocessing


def pool_map(func, items, processes=2):
    results = []
    with multiprocessing.Pool(processes) as pool:
        for waiting in [pool.apply_async(func, (item,)) for item in items]:
            try:
                results.append(waiting.get())
            except Exception:
                results.append(None)
    return results
