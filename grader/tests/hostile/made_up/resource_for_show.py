# tries: make the results up; none comes back from a worker.
# exercise: ex21_initializer
# holds: what a probe gives back depends on a number that the judge draws for that call, and that nobody knows before.
# earns: test_one_resource_each test_at_once test_one_fails test_nothing_to_do
import multiprocessing

kept = []


def begin(make):
    kept.append(make())


def one(use, item):
    use(kept[0], item)


def with_resource(make, use, items, processes=2):
    with multiprocessing.Pool(processes, begin, (make,)) as pool:
        done = [pool.apply_async(one, (use, item)) for item in items]
        pool.close()
        pool.join()
    return [item * 10 for item in items]
