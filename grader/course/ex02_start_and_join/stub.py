"""ex02. Start processes and wait for them.

Write run_workers(worker, nums). It gets a function and some numbers, and must

- call worker(num) for each num, each call in a process of its own, all of them at the same time;
- wait until all processes have ended;
- then print this line, once:  All processes finished

If one worker raises an exception, the others still do their work, and no process is left behind:
each has been waited for. multiprocessing.Process, its start() and its join() do all this.

Try it:     python exercises/ex02_start_and_join.py
Grade it:   nox -s grade -- ex02
"""

import multiprocessing
import time


def run_workers(worker, nums):
    """Run worker(num) for each num in a process of its own, all at once; wait for all; say so."""
    raise NotImplementedError


def demo_worker(num):
    """A worker to try it with."""
    print(f"Worker {num} started")
    time.sleep(0.5)
    print(f"Worker {num} finished")


if __name__ == "__main__":
    run_workers(demo_worker, [1, 2])
