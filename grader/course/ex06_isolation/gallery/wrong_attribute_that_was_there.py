# wrong: nothing-sent-back — looks at the parent's own object
import multiprocessing


class Isolated(multiprocessing.Process):
    def __init__(self, mutate, state):
        super().__init__()
        self.mutate = mutate
        self.state = state

    def run(self):
        self.mutate(self.state)


def run_isolated(mutate, state):
    process = Isolated(mutate, state)
    process.start()
    process.join()
    return process.state, state
