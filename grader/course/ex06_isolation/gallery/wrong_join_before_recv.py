# wrong: join-before-get — a pipe is no larger
import multiprocessing


def work(mutate, state, pipe):
    try:
        mutate(state)
    finally:
        pipe.send(state)


def run_isolated(mutate, state):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=work, args=(mutate, state, sender))
    process.start()
    process.join()
    childs = receiver.recv()
    return childs, state
