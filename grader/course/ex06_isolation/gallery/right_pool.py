# right: a pool of one, and a function that returns the state
import multiprocessing


def changed(mutate, state):
    mutate(state)
    return state


def run_isolated(mutate, state):
    with multiprocessing.Pool(processes=1) as pool:
        return pool.apply(changed, (mutate, state)), state
