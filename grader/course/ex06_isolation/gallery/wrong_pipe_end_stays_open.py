# wrong: waits-after-error — the parent keeps the sending end, so the pipe never ends
import multiprocessing


def work(mutate, state, pipe):
    mutate(state)
    pipe.send(state)


def run_isolated(mutate, state):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=work, args=(mutate, state, sender))
    process.start()
    childs = receiver.recv()
    process.join()
    return childs, state
