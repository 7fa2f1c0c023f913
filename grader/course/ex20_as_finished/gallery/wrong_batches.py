# wrong: waits-for-the-slow-one — as many items as workers, then all of their results
import multiprocessing


def as_finished(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        for start in range(0, len(items), processes):
            yield from pool.map(func, items[start : start + processes])
