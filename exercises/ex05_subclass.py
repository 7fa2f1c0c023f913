"""ex05. A process as a class.

The second way to create a process: a class of your own that inherits from multiprocessing.Process. Its method run() is what
the new process does. start(), which you inherit, creates the new process; it calls run() there.

Write the class MyProcess:

- MyProcess(num, seconds=2.0) keeps num in an attribute of the same name, and does no work yet;
- run() prints    Worker {num} started
  then sleeps for `seconds` (fractions too),
  then prints     Worker {num} finished

Leave start() as it is.

Try it:     python exercises/ex05_subclass.py
Grade it:   nox -s grade -- ex05
"""

import multiprocessing
import time


class MyProcess(multiprocessing.Process):
    """A process that says when it starts and when it has finished."""

    def __init__(self, num, seconds=2.0):
        raise NotImplementedError

    def run(self):
        raise NotImplementedError


if __name__ == "__main__":
    processes = [MyProcess(1, 0.5), MyProcess(2, 0.5)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("All processes finished")
