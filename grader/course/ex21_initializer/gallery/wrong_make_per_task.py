# wrong: made-too-often
import multiprocessing


def task(make, use, item):
    return use(make(), item)


def with_resource(make, use, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        return pool.starmap(task, [(make, use, item) for item in items], chunksize=1)
