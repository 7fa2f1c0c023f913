# wrong: looked-too-early — reads the queue only while the child is alive
import multiprocessing
import queue as queues


def child(mutate, state, queue):
    mutate(state)
    queue.put(state)


def run_isolated(mutate, state):
    queue = multiprocessing.Queue()
    process = multiprocessing.Process(target=child, args=(mutate, state, queue))
    process.start()
    changed = None
    while process.is_alive():
        try:
            changed = queue.get(timeout=0.1)
        except queues.Empty:
            pass
    process.join()
    return changed, state
