"""ex17. A pool of processes.

To start a new process for each of a thousand pieces of work would cost more than it brings. A pool
starts a few worker processes once, and hands the work out to them.

Write run_in_pool(worker, nums, processes=2). It must

- create a pool of `processes` worker processes (no more, no fewer);
- have it call worker(num) for each num, as many at the same time as there are worker processes;
  even when one of the calls raises an exception, all others are made;
- wait until all the work is done and the worker processes have ended;
- then print this line, once:  All processes finished

After a call that failed, your function may raise an exception instead of printing the line.

Try it:     python exercises/ex17_pool.py
Grade it:   nox -s grade -- ex17
"""

import multiprocessing
import time


def run_in_pool(worker, nums, processes=2):
    """Have a pool of `processes` workers call worker(num) for each num; wait for all; say so."""
    raise NotImplementedError


def demo_worker(num):
    """A worker to try it with."""
    print(f"Worker {num} started")
    time.sleep(0.5)
    print(f"Worker {num} finished")


if __name__ == "__main__":
    run_in_pool(demo_worker, [1, 2, 3, 4])
