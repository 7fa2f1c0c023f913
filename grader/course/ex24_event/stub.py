"""ex24. A common start.

A new process begins its work as soon as it can, so the first ones are busy while the last ones do not
exist yet. In a race nobody runs before the starting signal. An Event is such a signal: processes wait
for it, and one of them sets it, for all.

Write start_together(work, count). It must

- start `count` processes;
- have work(i) called once for each i from 0 to count - 1, each in a process of its own, all at the
  same time;
- let none of the calls begin before all `count` processes have been started;
- return when all the calls are over and all the processes have ended.

A process may need any time to come up: no number of seconds is surely enough. If one of the calls
raises an exception, the others run to their end as if it had not. With a `count` of 0 there is nothing
to do.

Try it:     python exercises/ex24_event.py
Grade it:   nox -s grade -- ex24
"""

import multiprocessing
import time


def start_together(work, count):
    """Call work(i) in `count` processes; none of the calls begins before all of them have been started."""
    raise NotImplementedError


def demo_work(i):
    """Something to try it with."""
    print(f"Runner {i} starts at {time.time() % 100:.3f} seconds")


if __name__ == "__main__":
    print(f"The first process is made at {time.time() % 100:.3f} seconds")
    start_together(demo_work, 4)
