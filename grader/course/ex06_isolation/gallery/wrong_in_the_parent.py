# wrong: in-the-caller — and the same object twice
def run_isolated(mutate, state):
    mutate(state)
    return state, state
