# right: the same with map
from concurrent.futures import ProcessPoolExecutor
from functools import partial

KEPT = {}


def prepare(make):
    KEPT["resource"] = make()


def task(use, item):
    return use(item=item, resource=KEPT["resource"])


def with_resource(make, use, items, processes=2):
    with ProcessPoolExecutor(processes, initializer=prepare, initargs=(make,)) as executor:
        return list(executor.map(partial(task, use), items))
