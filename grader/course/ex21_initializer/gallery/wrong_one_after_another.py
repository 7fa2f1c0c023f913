# wrong: one-after-another
import multiprocessing

resource = None


def prepare(make):
    global resource
    resource = make()


def task(use, item):
    return use(resource, item)


def with_resource(make, use, items, processes=2):
    with multiprocessing.Pool(processes, initializer=prepare, initargs=(make,)) as pool:
        return [pool.apply(task, (use, item)) for item in items]
