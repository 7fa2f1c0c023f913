# wrong: wrong-value
import multiprocessing

resource = None


def prepare(make):
    global resource
    resource = make()


def task(use, item):
    use(resource, item)


def with_resource(make, use, items, processes=2):
    with multiprocessing.Pool(processes, initializer=prepare, initargs=(make,)) as pool:
        return pool.starmap(task, [(use, item) for item in items], chunksize=1)
