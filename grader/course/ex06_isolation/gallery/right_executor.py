# right: an executor
from concurrent.futures import ProcessPoolExecutor


def changed(mutate, state):
    mutate(state)
    return state


def run_isolated(mutate, state):
    with ProcessPoolExecutor(max_workers=1) as executor:
        return (executor.submit(changed, mutate, state).result(), state)
