# wrong: made-too-often — make arrives as a new object with each task, so the cache never knows it
import functools
import multiprocessing


@functools.cache
def resource_of(make):
    return make()


def task(make, use, item):
    return use(resource_of(make), item)


def with_resource(make, use, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        return pool.starmap(task, [(make, use, item) for item in items], chunksize=1)
