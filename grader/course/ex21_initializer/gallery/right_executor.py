# right: an executor has initializers too
from concurrent.futures import ProcessPoolExecutor

RESOURCE = None


def prepare(make):
    global RESOURCE
    RESOURCE = make()


def task(use, item):
    return use(RESOURCE, item)


def with_resource(make, use, items, processes=2):
    with ProcessPoolExecutor(processes, initializer=prepare, initargs=(make,)) as executor:
        futures = [executor.submit(task, use, item) for item in items]
    return [future.result() for future in futures]
