"""ex04. Exit codes.

Every process leaves a number behind when it ends, its exit code. It tells the parent how it went:

- 0 when the work was done to its end;
- 1 when an exception ended it;
- n when the process called sys.exit(n);
- a negative number, minus the signal's number, when a signal killed it: -9 for SIGKILL. On Windows there are no
  signals: a process that was terminated has -15 there, and one that ends itself so has 15.

Write exit_codes(tasks). It gets a list of functions without arguments, and must

- call each of them in a process of its own, all of them at the same time;
- wait until all processes have ended;
- return the list of their exit codes, in the order of the tasks.

What a task returns does not matter. A task may be in the list twice: then it runs twice. Without
tasks the list is empty. A task that fails writes its error message to the screen: that is all right.

Try it:     python exercises/ex04_exit_codes.py
Grade it:   nox -s grade -- ex04
"""

import multiprocessing
import os
import signal
import sys
import time


def exit_codes(tasks):
    """Run each task in a process of its own, all at once; return their exit codes in the order of the tasks."""
    raise NotImplementedError


def sleep_a_little():
    """A task that is slow and ends well."""
    time.sleep(0.5)


def give_up():
    """A task that ends its own process with a number."""
    sys.exit(3)


def fail():
    """A task that ends with an exception."""
    raise ValueError("this error is part of the demo")


def kill_itself():
    """A task that a signal kills. (Windows has no signals: there, the exit code is 15.)"""
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


if __name__ == "__main__":
    demo_tasks = [sleep_a_little, give_up, fail, kill_itself]
    demo_codes = exit_codes(demo_tasks)
    for task, code in zip(demo_tasks, demo_codes, strict=True):
        print(f"{task.__name__} ended with exit code {code}")
