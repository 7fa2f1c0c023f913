"""ex26. Two phases.

Some work has phases: nobody may begin the second one before everybody is through the first. A barrier
keeps processes together: each that comes to it waits until all have come. But if one process never
comes, all the others wait, unless somebody breaks the barrier.

Write two_phases(first, second, count). It must

- start `count` processes that work at the same time; the one for number i, from 0 to count - 1, calls
  first(i) and then, itself, second(i);
- let no second(...) begin before every first(...) is over;
- return when all the processes have ended.

A first may take as long as it likes. If a first raises an exception, or if its process dies in it (even
so suddenly that no finally runs), the second phase need not take place, but two_phases still comes to
its end: no process waits forever. If a second raises an exception, the others run to their end as if
it had not. With a `count` of 0 there is nothing to do.

Try it:     python exercises/ex26_barrier.py
Grade it:   nox -s grade -- ex26
"""

import multiprocessing
import time
from multiprocessing.connection import wait
from threading import BrokenBarrierError


def run_phases(barrier, first, second, i):
    """What each process does."""
    first(i)
    try:
        barrier.wait()
    except BrokenBarrierError:
        return
    second(i)


def two_phases(first, second, count):
    """In each of `count` processes call first(i), then second(i), when all the firsts are over."""
    opened = multiprocessing.Event()
    barrier = multiprocessing.Barrier(count, action=opened.set)
    processes = [multiprocessing.Process(target=run_phases, args=(barrier, first, second, i)) for i in range(count)]
    for process in processes:
        process.start()
    running = {process.sentinel: process for process in processes}
    while running:
        for sentinel in wait(list(running)):  # whichever ends first
            process = running.pop(sentinel)
            process.join()
            if not opened.is_set():
                barrier.abort()  # this one will never come to the barrier, however it has ended: let the others go


def demo_first(i):
    """Something to try it with."""
    time.sleep(0.2 * i)
    print(f"Cook {i} has brought the ingredients")


def demo_second(i):
    """Something to try it with."""
    print(f"Cook {i} begins to cook")


if __name__ == "__main__":
    two_phases(demo_first, demo_second, 3)
