# wrong: left-after-error — EOFError jumps over join()
import multiprocessing


def work(mutate, state, pipe):
    mutate(state)
    pipe.send(state)


def run_isolated(mutate, state):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=work, args=(mutate, state, sender))
    process.start()
    sender.close()
    childs = receiver.recv()
    process.join()
    return childs, state
