"""ex30. Shared memory.

A queue copies what goes through it. SharedMemory is a piece of memory, a segment, that several processes see at the same time:
one process makes it, others attach to it by its name, and .buf is a memoryview of its bytes. Two things must be given back.
close(), in every process, ends that process's own use of the segment; no view of it may be alive then. unlink(), once, removes
the segment itself. Without unlink() it stays in the system after your program. (On Windows unlink() does nothing: a segment
goes with the last process that has it open. The calls are the same.)

Write transform(func, data, workers), for bytes of any length from `workers` on. It must

- put `data` into a multiprocessing.shared_memory.SharedMemory;
- divide it into `workers` parts. A part is one piece without gaps; together the parts are all of the data, and no two overlap;
- have `workers` processes, all at work at the same time, call func(view) once each, for one part each. The view is a
  memoryview of the shared segment itself, not of a copy: func changes the bytes in place, and returns nothing;
- return the changed data, as bytes;
- leave nothing behind: no process, and no segment. The segment stays until all workers have ended; then your function removes
  it, and not a worker. Nobody may see an exception of yours, not even as text that Python prints ("BufferError" …).

If func raises in one worker, the other parts are still done, and nothing is left behind. Then the function returns or
raises, as you like.

Try it:     python exercises/ex30_shared_memory.py
Grade it:   nox -s grade -- ex30
"""

import multiprocessing
from multiprocessing.shared_memory import SharedMemory


def transform(func, data, workers):
    """Return data as func has changed it, in place, in shared memory, part by part in several processes."""
    raise NotImplementedError


def demo_func(view):
    """Something to try it with: turns small letters into capital ones."""
    for i, byte in enumerate(view):
        if ord("a") <= byte <= ord("z"):
            view[i] = byte - 32
    print(f"{multiprocessing.current_process().name} has done {len(view)} bytes")


if __name__ == "__main__":
    print(transform(demo_func, b"many hands make light work", 3).decode())
