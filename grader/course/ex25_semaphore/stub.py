"""ex25. Only so many at a time.

Some work must not be done by too many at once: a server allows only so many visitors, a disk gets slow
when everybody reads from it. A semaphore is a box of permits: whoever wants to work takes one out and
waits if there is none, and puts it back afterwards.

Write throttled(work, items, limit). It must

- call work(item) once for each item, in processes other than the one that called throttled;
- never have more than `limit` processes in work at the same time;
- have `limit` of them in it whenever that many items are not done yet: when one call ends, the next one
  begins, however long the other calls still take;
- return when all the items are done and all the processes have ended.

If a call raises an exception, its item counts as done, and the others are done as if nothing had
happened. `limit` is 1 or more. In which order the items are done is up to you.

Try it:     python exercises/ex25_semaphore.py
Grade it:   nox -s grade -- ex25
"""

import multiprocessing
import time


def throttled(work, items, limit):
    """Call work(item) in a process for each item, never more than `limit` of them at the same time."""
    raise NotImplementedError


def demo_work(item):
    """Something to try it with."""
    print(f"{item} comes in")
    time.sleep(0.3)
    print(f"{item} goes out")


if __name__ == "__main__":
    throttled(demo_work, ["Ada", "Bo", "Cy", "Di", "Ed"], 2)
