# wrong: made-in-the-parent — works under fork only
import multiprocessing

resource = None


def task(use, item):
    return use(resource, item)


def with_resource(make, use, items, processes=2):
    global resource
    resource = make()
    with multiprocessing.Pool(processes) as pool:
        return pool.starmap(task, [(use, item) for item in items], chunksize=1)
