# wrong: in-the-caller
import multiprocessing


def work(mutate, state, queue):
    mutate(state)
    queue.put(state)


def run_isolated(mutate, state):
    queue = multiprocessing.Queue()
    process = multiprocessing.Process(target=work, args=(mutate, state, queue))
    process.run()
    childs = queue.get()
    return childs, state
