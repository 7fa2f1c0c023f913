# wrong: not-picklable — works under fork only
import multiprocessing


def run_isolated(mutate, state):
    queue = multiprocessing.Queue()

    def work():
        try:
            mutate(state)
        finally:
            queue.put(state)

    process = multiprocessing.Process(target=work)
    process.start()
    childs = queue.get()
    process.join()
    return childs, state
