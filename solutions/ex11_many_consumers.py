"""ex11. Many consumers.

One queue can have many consumers: each item goes to the one that asks next. So the work is shared out
by itself, and a slow item keeps only one of them busy.

Write fan_out(items, handle, consumers). It must

- start `consumers` processes that work at the same time;
- have every item handled exactly once, by handle(item), in one of these processes;
- return when all items have been handled and all the processes have ended.

An item whose handle raises an exception counts as handled: the others are still handled, and
the process that met it goes on. `items` can be anything that a for loop can go over; its items may
come slowly. No item is None.

Try it:     python exercises/ex11_many_consumers.py
Grade it:   nox -s grade -- ex11
"""

import multiprocessing
import time


def consume(queue, handle):
    """What each process does."""
    while (item := queue.get()) is not None:
        try:
            handle(item)
        except Exception as error:
            print(f"{item!r} could not be handled: {error}")


def fan_out(items, handle, consumers):
    """Have `consumers` processes call handle(item) once for each item; wait for all of them."""
    queue = multiprocessing.Queue()
    processes = [multiprocessing.Process(target=consume, args=(queue, handle)) for _ in range(consumers)]
    for process in processes:
        process.start()
    for item in items:
        queue.put(item)
    for _ in processes:
        queue.put(None)  # an end mark for each: whoever takes one takes no other
    for process in processes:
        process.join()


def demo_handle(item):
    """Something to try it with."""
    time.sleep(0.1)
    print(f"{multiprocessing.current_process().name} handled {item}")


if __name__ == "__main__":
    fan_out(range(9), demo_handle, 3)
    print("All processes finished")
