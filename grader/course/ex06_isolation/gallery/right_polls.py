# right: looks from time to time, at the queue and at the process; a daemon
import multiprocessing
import queue as queues


def work(mutate, state, queue):
    mutate(state)
    queue.put(state)


def run_isolated(mutate, state):
    queue = multiprocessing.Queue()
    process = multiprocessing.Process(target=work, args=(mutate, state, queue), daemon=True)
    process.start()
    while True:
        alive = process.is_alive()
        try:
            childs = queue.get(timeout=0.1)
            break
        except queues.Empty:
            if not alive:
                raise RuntimeError("the child failed") from None
    process.join()
    return childs, state
