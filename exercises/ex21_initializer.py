"""ex21. Something that each worker makes once.

Some things cost much to make and cannot be sent to another process: a connection to a database, an open file, a large table
in memory. Each worker process should make its own, once, and use it for all items that it handles.

Write with_resource(make, use, items, processes=2). It must

- call make() in each worker process, once, before the worker handles its first item; make() returns the resource;
- never call make() in your own process, the one that calls with_resource;
- call use(resource, item) once for each item, in a worker process, with the resource that this very process has made;
- have `processes` worker processes at work at the same time, and no more;
- return the list of results, in the order of the items.

If use raises for one item, it is still called for the other items, and no process is left behind. make does not raise.
The resource cannot be pickled, so it cannot be an argument or a result of a task.

Try it:     python exercises/ex21_initializer.py
Grade it:   nox -s grade -- ex21
"""

import multiprocessing
import os
import time


def with_resource(make, use, items, processes=2):
    """Return [use(resource, item) for item in items], where each worker process has made its own resource, once."""
    raise NotImplementedError


def demo_make():
    """Something to try it with: a connection that takes a while to open."""
    time.sleep(0.3)
    print(f"process {os.getpid()} has opened its connection", flush=True)
    return f"the connection of process {os.getpid()}"


def demo_use(connection, item):
    """Something to try it with: asks for one item."""
    time.sleep(0.1)
    return f"item {item} came over {connection}"


if __name__ == "__main__":
    for result in with_resource(demo_make, demo_use, range(6)):
        print(result)
