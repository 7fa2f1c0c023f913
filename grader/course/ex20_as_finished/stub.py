"""ex20. Results as they finish.

Pool.map() gives the results in the order of the items, and all at once, at the end. Often you want
each result as soon as it is there, whatever its place: to show it, to save it, or to stop when you
have seen enough.

Write as_finished(func, items, processes=2). It returns an iterator (the simplest way: write a
generator, with yield). It must

- call func(item) once for each item, in exactly `processes` worker processes that all work at the
  same time;
- yield what func returned as soon as it is there, even if all other items take forever. A result
  may be any value, even None;
- when func raises for an item, let the exception come out of next(), where the result would have
  come out. After that the iterator may end or go on; both are accepted;
- leave no process behind: not after the last result, not after an exception, and not when the caller
  stops early. A caller stops early with the iterator's close() (generators have it), or by leaving
  the loop and no longer using the iterator. Items that already run may be finished or ended then, as
  you like.

Try it:     python exercises/ex20_as_finished.py
Grade it:   nox -s grade -- ex20
"""

import multiprocessing
import time


def as_finished(func, items, processes=2):
    """Yield func(item) for all items, each as soon as it is there; computed by worker processes."""
    raise NotImplementedError


def demo_task(seconds):
    """Something to try it with: takes a while."""
    time.sleep(seconds)
    return f"This took {seconds} seconds"


if __name__ == "__main__":
    for text in as_finished(demo_task, [0.9, 0.1, 0.6, 0.3], processes=4):
        print(text)
