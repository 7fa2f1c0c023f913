# wrong: threads
import threading
from concurrent.futures import ThreadPoolExecutor

kept = threading.local()


def prepare(make):
    kept.resource = make()


def with_resource(make, use, items, processes=2):
    with ThreadPoolExecutor(processes, initializer=prepare, initargs=(make,)) as executor:
        return list(executor.map(lambda item: use(kept.resource, item), items))
