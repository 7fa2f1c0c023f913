# tries: make the resource without make, which is called once for show.
# exercise: ex21_initializer
# holds: a resource counts only if it is the very object that make has given back in this process.
# codes: no-resource
import multiprocessing

kept = []


def first(make):
    kept.append(make())


def work(task):
    use, item = task
    other = object.__new__(type(kept[0]))
    other.__dict__.update(vars(kept[0]))
    return use(other, item)


def with_resource(make, use, items, processes=2):
    with multiprocessing.Pool(processes, first, (make,)) as pool:
        try:
            return [one.get() for one in [pool.apply_async(work, ((use, item),)) for item in items]]
        finally:
            pool.close()
            pool.join()
