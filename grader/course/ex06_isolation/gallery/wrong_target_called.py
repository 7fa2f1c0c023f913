# wrong: called-not-passed
import multiprocessing


def run_isolated(mutate, state):
    process = multiprocessing.Process(target=mutate(state))
    process.start()
    process.join()
    return state, state
