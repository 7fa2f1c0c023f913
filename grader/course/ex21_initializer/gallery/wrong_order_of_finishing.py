# wrong: wrong-value
import multiprocessing
from functools import partial

resource = None


def prepare(make):
    global resource
    resource = make()


def task(use, item):
    return use(resource, item)


def with_resource(make, use, items, processes=2):
    with multiprocessing.Pool(processes, initializer=prepare, initargs=(make,)) as pool:
        return list(pool.imap_unordered(partial(task, use), items))
