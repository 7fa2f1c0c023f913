# right: workers that leave after one item; each has made its resource once
import multiprocessing

resource = None


def prepare(make):
    global resource
    resource = make()


def task(use, item):
    return use(resource, item)


def with_resource(make, use, items, processes=2):
    with multiprocessing.Pool(processes, prepare, (make,), maxtasksperchild=1) as pool:
        return pool.starmap(task, ((use, item) for item in items), 1)
