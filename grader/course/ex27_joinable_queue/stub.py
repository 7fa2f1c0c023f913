"""ex27. When everything is done.

An empty queue does not mean that the work is done: somebody has taken the last item out, and may still
be busy with it. A JoinableQueue counts. put() adds one to what is still to be done, task_done() takes
one away, and join() waits until nothing is left.

Write process_all(items, handle, workers). It must

- start `workers` processes that work at the same time;
- have handle(item) called once for each item, in one of these processes;
- return when every item has been handled completely, and all the processes have ended.

An item whose handle raises an exception counts as handled: the others are still handled, and the
process that met it goes on. No process may be ended while it is still handling an item. `items` can be
anything that a for loop can go over. No item is None.

Try it:     python exercises/ex27_joinable_queue.py
Grade it:   nox -s grade -- ex27
"""

import multiprocessing
import time


def process_all(items, handle, workers):
    """Have `workers` processes call handle(item) once for each item; return when all are handled."""
    raise NotImplementedError


def demo_handle(item):
    """Something to try it with."""
    if item == 0:
        raise ValueError("this one cannot be handled")
    time.sleep(item / 10)
    print(f"{multiprocessing.current_process().name} has handled {item}")


if __name__ == "__main__":
    process_all([1, 0, 5, 2, 3], demo_handle, 2)
    print("All items are handled")
