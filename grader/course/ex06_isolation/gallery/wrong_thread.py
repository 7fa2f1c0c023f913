# wrong: threads
import copy
import threading


def run_isolated(mutate, state):
    childs = copy.deepcopy(state)
    thread = threading.Thread(target=mutate, args=(childs,))
    thread.start()
    thread.join()
    return childs, state
