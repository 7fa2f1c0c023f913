# wrong: waits-after-error — looks again and again
import multiprocessing
import time


def work(mutate, state, queue):
    mutate(state)
    queue.put(state)


def run_isolated(mutate, state):
    queue = multiprocessing.Queue()
    process = multiprocessing.Process(target=work, args=(mutate, state, queue))
    process.start()
    while queue.empty():
        time.sleep(0.05)
    childs = queue.get()
    process.join()
    return childs, state
