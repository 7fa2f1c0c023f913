"""ex28. How a child is started.

There are up to three ways to start a process, the start methods. Under "fork" the child is a copy of the whole program. Under
"spawn" it is a fresh Python that imports your file again. Under "forkserver" a small server process, which was started early,
makes the copies. The methods of your system are in multiprocessing.get_all_start_methods(); the first is what you get when
you do not choose. On Windows "spawn" is the only one.

multiprocessing.set_start_method() chooses for the whole program, once. A function that others call should not do that: it
asks multiprocessing.get_context(method) for a context, and uses the context's Process, Queue, Pipe or Pool.

Write run_under(method, func, args=()). It must

- call func(*args) once, in a child process that was started with this start method, whatever the program's own method is;
- return what func returned. The result may be None, and it may be large (several MiB);
- raise the same exception if func raises one: same type, same text;
- raise ValueError if there is no such start method, and call nothing then (get_context does that by itself);
- never call set_start_method, not even for a moment;
- leave no process behind, whichever way it ends.

Try it:     python exercises/ex28_start_methods.py
Grade it:   nox -s grade -- ex28
"""

import multiprocessing


def run_under(method, func, args=()):
    """Return func(*args), computed in a child that was started with this start method."""
    raise NotImplementedError


weather = "rain"  # this is what a child has that imports the file


def demo_task(name):
    """Something to try it with: says what the child sees."""
    return f"{name}, I am a {multiprocessing.current_process().name}, and I see {weather}"


if __name__ == "__main__":
    weather = "sunshine"  # only a copy of this process knows that
    for start_method in multiprocessing.get_all_start_methods():
        print(f"{start_method}: {run_under(start_method, demo_task, ('Ada',))}")
    try:
        run_under("teleport", demo_task, ("Ada",))
    except ValueError as problem:
        print(f"teleport: ValueError: {problem}")
