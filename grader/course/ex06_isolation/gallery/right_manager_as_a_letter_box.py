# right: the mutate gets the plain state; a manager only carries it back
import multiprocessing


def work(mutate, state, box):
    try:
        mutate(state)
    finally:
        box["state"] = state


def run_isolated(mutate, state):
    with multiprocessing.Manager() as manager:
        box = manager.dict()
        process = multiprocessing.Process(target=work, args=(mutate, state, box))
        process.start()
        process.join()
        return box["state"], state
