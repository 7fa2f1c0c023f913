# wrong: nothing-sent-back — expects to see the child's changes here
import multiprocessing


def run_isolated(mutate, state):
    process = multiprocessing.Process(target=mutate, args=(state,))
    process.start()
    process.join()
    return state, state
