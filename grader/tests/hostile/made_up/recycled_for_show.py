# tries: make the results up; none comes back from a worker.
# exercise: ex22_recycling
# holds: what a probe gives back depends on a number that the judge draws for that call, and that nobody knows before.
# earns: test_no_worker_too_old test_one_fails test_nothing_to_do
import multiprocessing


def recycled(func, items, processes=2, per_child=3):
    with multiprocessing.Pool(processes, maxtasksperchild=per_child) as pool:
        done = [pool.apply_async(func, (item,)) for item in items]
        pool.close()
        pool.join()
    return [item * 10 for item in items]
