# wrong: looked-too-early — an empty queue is one that is not filled yet
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
    childs = state if queue.empty() else queue.get()
    process.join()
    return childs, state
