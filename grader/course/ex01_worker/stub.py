"""ex01. A worker.

Later, several processes will run this function at the same time. First write the function itself.

Write worker(num, seconds=2.0). It must

- print      Worker {num} started       (with the number: Worker 1 started)
- then sleep for `seconds` (fractions too, such as 0.5);
- then print Worker {num} finished
- and return nothing.

It sleeps; it does not keep the processor busy while it waits.

Try it:     python exercises/ex01_worker.py
Grade it:   nox -s grade -- ex01
"""

import time


def worker(num, seconds=2.0):
    """Say that worker `num` has started, sleep, say that it has finished."""
    raise NotImplementedError


if __name__ == "__main__":
    worker(1, 0.5)
    worker(2, 0.5)
