# wrong: made-in-the-parent — make() instead of make
import multiprocessing

resource = None


def prepare(made):
    global resource
    resource = made


def task(use, item):
    return use(resource, item)


def with_resource(make, use, items, processes=2):
    with multiprocessing.Pool(processes, initializer=prepare, initargs=(make(),)) as pool:
        return pool.starmap(task, [(use, item) for item in items], chunksize=1)
