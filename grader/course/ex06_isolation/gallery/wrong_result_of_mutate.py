# wrong: result-of-mutate
import multiprocessing


def work(mutate, state, queue):
    queue.put(mutate(state))


def run_isolated(mutate, state):
    queue = multiprocessing.Queue()
    process = multiprocessing.Process(target=work, args=(mutate, state, queue))
    process.start()
    childs = queue.get()
    process.join()
    return childs, state
