# wrong: result-of-mutate
import multiprocessing


def run_isolated(mutate, state):
    with multiprocessing.Pool(1) as pool:
        return pool.apply(mutate, (state,)), state
