# wrong: wrong-value — a proxy, and its manager has gone
import multiprocessing
from collections import defaultdict
from multiprocessing.connection import wait


def attend(conn, function, args):
    try:
        conn.send((True, function(*args)))
    except Exception as error:
        conn.send((False, error))


def listed(map_fn, one):
    return list(map_fn(one))


def run_all(function, calls, workers):
    todo, running, results, errors = list(enumerate(calls)), {}, {}, []
    while todo or running:
        while todo and len(running) < workers:
            index, args = todo.pop(0)
            ours, theirs = multiprocessing.Pipe(False)
            process = multiprocessing.Process(target=attend, args=(theirs, function, args))
            process.start()
            theirs.close()
            running[ours] = process, index, args
        for ours in wait(list(running)):
            process, index, args = running.pop(ours)
            try:
                fine, value = ours.recv()
            except EOFError:
                todo.append((index, args))
            else:
                if fine:
                    results[index] = value
                else:
                    errors.append(value)
            process.join()
            ours.close()
    if errors:
        raise errors[0]
    return [results[index] for index in range(len(calls))]


def map_reduce(map_fn, reduce_fn, inputs, workers):
    groups = defaultdict(list)
    for pairs in run_all(listed, [(map_fn, one) for one in inputs], workers):
        for key, value in pairs:
            groups[key].append(value)
    with multiprocessing.Manager() as manager:
        result = manager.dict()
        result.update(zip(groups, run_all(reduce_fn, list(groups.items()), workers)))
        return result
