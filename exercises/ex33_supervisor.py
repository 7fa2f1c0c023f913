"""ex33. A supervisor.

Workers die: somebody kills them, memory runs out, a library crashes. A supervisor notices, starts another worker, and tries
the item again, but not forever. And it repeats nothing that is done already.

Write run_supervised(task, items, workers, max_attempts=3). It must

- call task(item) for each item in a process of its own making, never in the one that calls run_supervised;
- have `workers` processes in task at the same time, as long as that many items are unfinished, and never more; also after
  some have died;
- when the process that works on an item dies before the result is there, whatever its exit code (0 too), try the item again
  in another process. A task that raises an exception counts as a process that died with exit code 1;
- after `max_attempts` attempts for an item, try it no more;
- never call task again for an item whose task has returned a result, even if a worker dies right afterwards;
- return two dictionaries: ({index: result}, {index: exit code}). Each index of `items` is in exactly one of them: in the first
  when an attempt gave a result, in the second, with the exit code of the last attempt, when none did. The exit code is as
  Process.exitcode has it: -9 when SIGKILL ended it (on Windows, which has no signals, 15 when it ended itself).

Results may be any value that can be pickled, None too, and larger than what a pipe holds. Items may be equal to each other. No
process is left behind.

Try it:     python exercises/ex33_supervisor.py
Grade it:   nox -s grade -- ex33
"""

import multiprocessing
import os
import random
from multiprocessing.connection import wait


def run_supervised(task, items, workers, max_attempts=3):
    """Return ({index: task(item)}, {index: last exit code}). An item whose process dies is tried again, in another one."""
    raise NotImplementedError


def demo_task(item):
    """Something to try it with: dies quite often, or always."""
    if item == "never":
        os._exit(3)
    if random.SystemRandom().random() < 0.4:
        print(f"    {item}: process {os.getpid()} dies", flush=True)
        os._exit(1)
    return item.upper()


if __name__ == "__main__":
    results, failures = run_supervised(demo_task, ["one", "two", "three", "never"], workers=2, max_attempts=5)
    print("results:", dict(sorted(results.items())))
    print("exit codes of those that never worked:", dict(sorted(failures.items())))
