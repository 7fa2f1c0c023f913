"""ex18. Results from a pool.

A pool also brings the results back, and the exceptions.

Write pool_map(func, items, processes=2). It must

- call func(item) once for each item in a pool of `processes` worker processes, as many at the same
  time as there are workers;
- return the list of results, in the order of the items, whichever is ready first. func may return
  anything, None too, and two items may be equal;
- if func raises an exception, let that exception reach whoever called pool_map; and when it
  arrives there, no worker process may be left: the pool must be gone in this case too. (Items that
  are not done by then may be given up.)

Try it:     python exercises/ex18_pool_results.py
Grade it:   nox -s grade -- ex18
"""

import multiprocessing
import time


def pool_map(func, items, processes=2):
    """Return [func(item) for item in items], computed by a pool of `processes` workers."""
    raise NotImplementedError


def demo_task(item):
    """Something to try it with: the smaller the number, the longer it takes."""
    time.sleep(0.5 / (item + 1))
    return item * item


if __name__ == "__main__":
    print(pool_map(demo_task, [0, 1, 2, 3]))
