# right: hand-made, one process for each item, never more than asked for
import multiprocessing
from multiprocessing.connection import wait


def one(func, item, pipe):
    try:
        pipe.send((True, func(item)))
    except Exception as error:
        pipe.send((False, error))


def recycled(func, items, processes=2, per_child=3):
    todo = list(enumerate(items))[::-1]
    running, results, errors = {}, {}, []
    while todo or running:
        while todo and len(running) < processes:
            index, item = todo.pop()
            ours, theirs = multiprocessing.Pipe(duplex=False)
            process = multiprocessing.Process(target=one, args=(func, item, theirs))
            process.start()
            theirs.close()
            running[ours] = (index, process)
        for pipe in wait(list(running)):
            index, process = running.pop(pipe)
            good, value = pipe.recv()
            pipe.close()
            process.join()
            (results.__setitem__(index, value) if good else errors.append(value))
    if errors:
        raise errors[0]
    return [results[index] for index in sorted(results)]
