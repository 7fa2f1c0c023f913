# right: a pipe each, and whichever is ready next
import multiprocessing
from multiprocessing.connection import wait


def send(func, item, pipe):
    pipe.send(func(item))
    pipe.close()


def collect(func, items):
    waiting, results, processes = {}, {}, []
    for index, item in enumerate(items):
        ours, theirs = multiprocessing.Pipe(False)
        processes.append(multiprocessing.Process(target=send, args=(func, item, theirs), daemon=True))
        processes[-1].start()
        theirs.close()
        waiting[ours] = index
    while waiting:
        for pipe in wait(list(waiting)):
            index = waiting.pop(pipe)
            try:
                results[index] = pipe.recv()
            except EOFError:
                results[index] = None
            pipe.close()
    for process in processes:
        process.join()
    return [results[index] for index in sorted(results)]
