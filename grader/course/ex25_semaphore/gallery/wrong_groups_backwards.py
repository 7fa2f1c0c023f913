# wrong: waits-for-the-slow-one — group by group, from the end, with daemons
import multiprocessing


def throttled(work, items, limit):
    items = list(items)
    while items:
        group = [items.pop() for _ in range(min(limit, len(items)))]
        processes = [multiprocessing.Process(target=work, args=(item,), daemon=True) for item in group]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
