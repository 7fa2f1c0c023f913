"""ex19. Errors in a pool.

When a function raises an exception in a worker process, the pool catches it and sends it back like a result. There it waits
for you: get() raises it, in your process. If you never call get(), you never hear of it.

Write gather(func, items, processes=2). It must

- call func(item) once for each item, in `processes` worker processes, all of them at work at the same time, and no more;
- wait for all items, then return two dictionaries, (results, errors):
    results: the index of an item -> what func returned for it, whatever that is (None or an exception object, too);
    errors:  the index of an item -> the exception that func raised for it: the exception object, not its text.

The first item has the index 0. Every index is in exactly one of the two dictionaries. Two items may be equal.
No process is left behind.

Try it:     python exercises/ex19_pool_errors.py
Grade it:   nox -s grade -- ex19
"""

import multiprocessing


def gather(func, items, processes=2):
    """Return ({index: result}, {index: exception}) of func(item) for all items, computed by a pool."""
    raise NotImplementedError


def demo_task(item):
    """Something to try it with: some divisions."""
    return 12 // item


if __name__ == "__main__":
    results, errors = gather(demo_task, [1, 0, 3, "four"])
    for index, result in results.items():
        print(f"item {index} gave {result}")
    for index, error in errors.items():
        print(f"item {index} failed: {error!r}")
