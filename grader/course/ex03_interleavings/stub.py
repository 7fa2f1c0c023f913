"""ex03. Possible and impossible outputs.

In ex02 several processes run the worker of ex01 at the same time. Each of them prints two lines:

    Worker 1 started
    Worker 1 finished

and when all have ended, the main process prints:

    All processes finished

Nobody promises which process is faster, so two runs may print the same lines in different orders.
Which orders can really happen?

Write is_possible(lines, nums=(1, 2)). It gets a list of lines, and the number of each worker. It
returns True if some run with these workers can print exactly these lines in exactly this order,
from the first line to the last; otherwise it returns False.

- All lines of the run must be there, each as often as it is printed, and no other line. A line that
  differs in one letter or one space is another line.
- Each worker prints that it has started before it prints that it has finished.
- The last line is printed when all workers have finished.
- The system may delay a worker for so long that another one has finished before it starts.
- Two workers may have the same number: with nums=(1, 1) each line of worker 1 comes twice.
- With nums=() there is no worker, and a run prints the last line only.

It must never raise an exception, whatever text the lines hold. It starts no processes: this is a
question to think about.

Try it:     python exercises/ex03_interleavings.py
Grade it:   nox -s grade -- ex03
"""


def is_possible(lines, nums=(1, 2)):
    """Say whether a run with these workers can print exactly these lines in this order: True or False."""
    raise NotImplementedError


def show(lines, nums=(1, 2)):
    """Print the answer for some lines."""
    print(f"{'possible  ' if is_possible(lines, nums) else 'impossible'}  {' | '.join(lines)}")


if __name__ == "__main__":
    last = "All processes finished"
    show(["Worker 1 started", "Worker 2 started", "Worker 1 finished", "Worker 2 finished", last])
    show(["Worker 2 started", "Worker 2 finished", "Worker 1 started", "Worker 1 finished", last])
    show(["Worker 1 started", "Worker 2 finished", "Worker 1 finished", "Worker 2 started", last])
    show(["Worker 1 started", "Worker 1 finished", last])
    show(["Worker 1 started", "Worker 1 finished", last], nums=(1,))
