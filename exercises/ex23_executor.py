"""ex23. Futures, and a worker that dies.

concurrent.futures has a pool of its own, ProcessPoolExecutor. You submit work and get a Future at once; its result() waits.
And it notices when a worker process is killed: then the futures raise BrokenProcessPool. (multiprocessing.Pool never notices,
and waits forever.)

Write run_futures(func, items, max_workers=2). It must

- call func(item) for each item in worker processes, `max_workers` of them at the same time;
- return a dictionary: the index of each item -> its result, or the exception that it raised (the exception object);
- return even when a worker process dies while it handles an item, even while you are still submitting. Then the item that
  killed its worker has BrokenProcessPool in the dictionary, and every other item has its result or BrokenProcessPool.

No process is left behind.

Try it:     python exercises/ex23_executor.py
Grade it:   nox -s grade -- ex23
"""

import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool


def run_futures(func, items, max_workers=2):
    """Return {index: func(item), or the exception}. A worker that dies makes BrokenProcessPool an answer, not a crash."""
    raise NotImplementedError


def demo_task(item):
    """Something to try it with: works, fails, or kills its own process."""
    if item == "fail":
        raise ValueError("I cannot do this one")
    if item == "die":
        os._exit(1)
    return item.upper()


if __name__ == "__main__":
    for items in (["a", "fail", "b"], ["a", "die", "b"]):
        print(f"{items}:")
        for index, answer in sorted(run_futures(demo_task, items).items()):
            print(f"    {index}: {answer!r}")
