# wrong: join-before-get — works as long as the data is small
import multiprocessing


def work(mutate, state, queue):
    try:
        mutate(state)
    finally:
        queue.put(state)


def run_isolated(mutate, state):
    queue = multiprocessing.Queue()
    process = multiprocessing.Process(target=work, args=(mutate, state, queue))
    process.start()
    process.join()
    childs = queue.get()
    return childs, state
