"""ex06. Processes share nothing.

A new process gets its own copy of everything: what it changes there does not change here. So if you
want to see what a child has done to its data, the child has to send the data back.

Write run_isolated(mutate, state). `mutate` is a function that changes what it is given and returns
nothing; `state` is a list, a dictionary, or another object that can be pickled. It must

- call mutate(state) once, in a child process;
- wait until the child has ended;
- return a tuple of two: the state as the child left it, and your own state, which has not changed.

Give the child the ordinary object, not a shared one (no Manager, Value or Array). The state may be
large, several MiB. If mutate raises an exception, run_isolated must still end: it may return the
state as it was when mutate failed, or raise an exception; both are accepted. No process may be left.

How can data come back? For example through a multiprocessing.Queue or a multiprocessing.Pipe. Take
the data out before you call join(): a child that has sent much data cannot end before somebody
takes it.

Try it:     python exercises/ex06_isolation.py
Grade it:   nox -s grade -- ex06
"""

import multiprocessing


def run_isolated(mutate, state):
    """Let a child change its copy of the state; return (the child's state, the unchanged own state)."""
    raise NotImplementedError


def move_to_paris(person):
    """Something to try it with: changes a dictionary, and what is in it."""
    person["town"] = "Paris"
    person["moves"].append("London to Paris")


if __name__ == "__main__":
    childs, own = run_isolated(move_to_paris, {"name": "Ada", "town": "London", "moves": []})
    print("in the child: ", childs)
    print("in the parent:", own)
