"""ex22. Recycle worker processes.

A worker process that lives for hours may collect garbage: memory that is never given back, files
that stay open. So long-lived pools replace their workers from time to time.

Write recycled(func, items, processes=2, per_child=3). It must

- call func(item) once for each item, in worker processes, `processes` of them at the same time;
- let no worker process run more than `per_child` items: then a new process takes its place;
- return the list of results, in the order of the items.

If func raises for one item, the others are still called, and no process is left behind.

multiprocessing.Pool can do this. Read in its documentation what maxtasksperchild counts: a task is
not always one item. (concurrent.futures has max_tasks_per_child, but it can hang in several
versions of Python: do not use it here.)

Try it:     python exercises/ex22_recycling.py
Grade it:   nox -s grade -- ex22
"""

import multiprocessing
import os


def recycled(func, items, processes=2, per_child=3):
    """Return [func(item) for item in items], computed by workers that are replaced after per_child items."""
    raise NotImplementedError


def demo_task(item):
    """Something to try it with: says which process worked."""
    return item, os.getpid()


if __name__ == "__main__":
    for item, pid in recycled(demo_task, range(10)):
        print(f"item {item} was handled by process {pid}")
