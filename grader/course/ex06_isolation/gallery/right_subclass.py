# right: a subclass, a duplex pipe, the exception travels back
import multiprocessing


class Isolated(multiprocessing.Process):
    def __init__(self, mutate, state, pipe):
        super().__init__()
        self.mutate = mutate
        self.state = state
        self.pipe = pipe

    def run(self):
        with self.pipe:
            try:
                self.mutate(state=self.state)
            except Exception as error:
                self.pipe.send((False, error))
            else:
                self.pipe.send((True, self.state))


def run_isolated(mutate, state):
    mine, childs = multiprocessing.Pipe()
    process = Isolated(mutate, state, childs)
    process.start()
    good, answer = mine.recv()
    process.join()
    if not good:
        raise answer
    return answer, state
