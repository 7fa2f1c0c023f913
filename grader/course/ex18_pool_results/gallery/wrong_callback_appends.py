# wrong: completion-order — a callback appends what is ready
import multiprocessing


def pool_map(func, items, processes=2):
    results = []
    with multiprocessing.Pool(processes) as pool:
        for answer in [pool.apply_async(func, (item,), callback=results.append) for item in items]:
            answer.get()
        pool.close()
        pool.join()
    return results
