"""ex31. Back pressure.

A quick producer and a slow consumer: without a limit, everything that is not yet handled piles up in the queue, until the
memory is full. With a limit, a full queue makes the producer wait. This is called back pressure.

Write bounded_pipeline(source, handle, capacity). `source` is a function; source() gives something to go through with a for
loop, item by item, perhaps without knowing its end. It must

- call source() and go through its items in one process;
- call handle(item) for each item, once, in the order of the source, in one other process; neither of them is yours;
- never be too far ahead: at any moment, the number of items that were asked from the source, minus the number of items whose
  handle is over, is at most capacity + 2. (`capacity` of them may wait, one is being handled, one is in the producer's hand.)
  `capacity` is 1 or more;
- lose nothing: when it returns, every item has been handled, and no process is left.

An item may be anything but None, including 0 or "". If handle raises for an item, this item counts as handled, and the next
one follows. If the source raises, the items that came before are handled. In both cases the function then returns or raises,
as you like. The source may be empty.

Try it:     python exercises/ex31_back_pressure.py
Grade it:   nox -s grade -- ex31
"""

import multiprocessing
import time


def bounded_pipeline(source, handle, capacity):
    """Handle all items of the source, in their order, without letting the source run too far ahead."""
    raise NotImplementedError


def demo_source():
    """A source to try it with: as quick as it may."""
    for number in range(8):
        print(f"asked for item {number}", flush=True)
        yield number


def demo_handle(item):
    """A slow handler to try it with."""
    time.sleep(0.2)
    print(f"                     item {item} is done", flush=True)


if __name__ == "__main__":
    bounded_pipeline(demo_source, demo_handle, 2)
