"""ex14. A shared number.

Processes do not share variables. A multiprocessing.Value is a number in memory that they do share:
counter.value reads it, and counter.value = 5 writes it. But

    counter.value += 1

is three steps: read, add, write. If two processes read the same number, both write the same sum, and
one addition is lost. A Value comes with a lock for that: counter.get_lock().

Write two functions.

add_many(counter, times) adds 1 to the Value `counter`, `times` times, so that nothing is lost,
however many processes do the same with the same counter.

count_with(add, workers, times) makes a Value that starts at 0, runs add(counter, times) in
`workers` processes, all at the same time, waits for all of them, and returns the number that the
Value holds then. (`add` uses the Value's own lock.) No process is left behind, even if add raises.

Try it:     python exercises/ex14_value.py
Grade it:   nox -s grade -- ex14
"""

import multiprocessing


def add_many(counter, times):
    """Add 1 to a shared Value, `times` times; nothing may be lost."""
    raise NotImplementedError


def count_with(add, workers, times):
    """Run add(counter, times) in `workers` processes at the same time; return what they counted together."""
    raise NotImplementedError


if __name__ == "__main__":
    print(f"4 processes, 5000 additions each: {count_with(add_many, 4, 5000)} counted")
