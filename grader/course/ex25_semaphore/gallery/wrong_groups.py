# wrong: waits-for-the-slow-one — group by group
import multiprocessing


def throttled(work, items, limit):
    items = list(items)
    for start in range(0, len(items), limit):
        processes = [multiprocessing.Process(target=work, args=(item,)) for item in items[start : start + limit]]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
