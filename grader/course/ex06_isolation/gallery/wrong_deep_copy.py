# wrong: in-the-caller — a copy, and no process
import copy


def run_isolated(mutate, state):
    childs = copy.deepcopy(state)
    mutate(childs)
    return childs, state
