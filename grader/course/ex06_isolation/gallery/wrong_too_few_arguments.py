# wrong: child-wrong-arguments
import multiprocessing


def work(mutate, state, queue):
    try:
        mutate(state)
    finally:
        queue.put(state)


def run_isolated(mutate, state):
    queue = multiprocessing.Queue()
    process = multiprocessing.Process(target=work, args=(mutate, state))
    process.start()
    childs = queue.get()
    process.join()
    return childs, state
