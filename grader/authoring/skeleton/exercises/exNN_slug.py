"""exNN. The title.

TODO(author): say here what the student must write, so that nobody needs another text. For example:

Write run_all(worker, nums). It gets a function and some numbers, and must

- call worker(num) for each num, each call in a process of its own, all of them at the same time;
- wait until all processes have ended.

Try it:     python exercises/exNN_slug.py
Grade it:   nox -s grade -- exNN
"""

import multiprocessing
import time


def run_all(worker, nums):
    """Run worker(num) for each num in a process of its own, all at once, and wait for all."""
    raise NotImplementedError


def demo_worker(num):
    """A worker to try it with."""
    print(f"Worker {num} started")
    time.sleep(0.5)
    print(f"Worker {num} finished")


if __name__ == "__main__":
    run_all(demo_worker, [1, 2])
