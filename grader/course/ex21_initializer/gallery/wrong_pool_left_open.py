# wrong: returned-early
import multiprocessing

resource = None
pools = []


def prepare(make):
    global resource
    resource = make()


def task(use, item):
    return use(resource, item)


def with_resource(make, use, items, processes=2):
    pools.append(multiprocessing.Pool(processes, initializer=prepare, initargs=(make,)))
    return pools[-1].starmap(task, [(use, item) for item in items], chunksize=1)
