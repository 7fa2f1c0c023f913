"""ex15. A shared array.

A multiprocessing.Array is a row of numbers in memory that processes share. If each process writes
only its own part, nobody has to wait for anybody.

Write parallel_fill(func, length, workers). It must

- make a shared Array of `length` numbers with fractions (typecode "d");
- have `workers` processes, all working at the same time, put func(i) into slot i, for every i;
  func is called once for each i, in one of these processes, and each process does at least one slot
  if there are enough;
- wait for all of them, and return the numbers as a list.

`length` need not be a multiple of `workers`: 4 slots for 3 workers leave no worker without one. If func
raises in one process, the others still do their slots, and no process is left behind.

Try it:     python exercises/ex15_array.py
Grade it:   nox -s grade -- ex15
"""

import multiprocessing


def parallel_fill(func, length, workers):
    """Return [func(0), func(1), …], computed by `workers` processes in a shared Array."""
    raise NotImplementedError


def demo_func(i):
    """Something to try it with."""
    return i / 4


if __name__ == "__main__":
    print(parallel_fill(demo_func, 10, 3))
