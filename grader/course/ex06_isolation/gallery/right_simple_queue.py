# right: a copy of the own state is returned, and None stands for a child that failed
import copy
import multiprocessing


def work(mutate, state, queue):
    try:
        mutate(state)
        queue.put(state)
    except Exception:
        queue.put(None)


def run_isolated(mutate, state):
    own = copy.deepcopy(state)
    queue = multiprocessing.SimpleQueue()
    process = multiprocessing.Process(target=work, kwargs={"mutate": mutate, "state": state, "queue": queue})
    process.start()
    childs = queue.get()
    process.join()
    process.close()
    return childs, own
