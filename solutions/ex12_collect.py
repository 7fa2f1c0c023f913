"""ex12. Collect results, also large ones.

A process cannot return a value to the one that started it: it must send it, through a queue or a
pipe. A pipe holds little (often 64 KiB), and the data of a queue goes through a pipe: a process that
sends more cannot end until the other side takes something out.

Write collect(func, items). It must

- call func(item) for each item, each call in a process of its own, all of them at the same time;
- return the list of the results, in the order of the items, whichever is ready first;
- even when each result is several MiB large.

No process is left behind, even when func raises an exception for an item; whether collect then
raises too, or returns what it has, is up to you.

Try it:     python exercises/ex12_collect.py
Grade it:   nox -s grade -- ex12
"""

import multiprocessing


def send_result(func, item, pipe):
    """What each process does."""
    with pipe:
        pipe.send(func(item))


def collect(func, items):
    """Return [func(item) for item in items], each computed in a process of its own, all at once."""
    processes, pipes = [], []
    for item in items:
        receiving, sending = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.Process(target=send_result, args=(func, item, sending))
        process.start()
        sending.close()  # now the child's is the only sending end: if it dies, recv() raises EOFError
        processes.append(process)
        pipes.append(receiving)
    results, failed = [], None
    for pipe in pipes:  # before join(), and all of them, even when one has failed: a child ends only when all it sent is taken
        try:
            results.append(pipe.recv())
        except EOFError as error:
            failed = error
        pipe.close()
    for process in processes:
        process.join()
    if failed is not None:
        raise failed
    return results


def demo_task(item):
    """Something to try it with: a result of 3 MiB."""
    return str(item) * 3 * 1024 * 1024


if __name__ == "__main__":
    for text in collect(demo_task, [1, 2, 3]):
        print(f"{text[:10]}… {len(text)} characters")
