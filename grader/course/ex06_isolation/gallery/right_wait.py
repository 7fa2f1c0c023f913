# right: waits for data and for the end of the child at the same time
import multiprocessing
from multiprocessing.connection import wait


def work(mutate, state, pipe):
    mutate(state)
    pipe.send(state)


def run_isolated(mutate, state):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=work, args=(mutate, state, sender))
    process.start()
    wait([receiver, process.sentinel])
    childs = receiver.recv() if receiver.poll() else None
    process.join()
    return childs, state
