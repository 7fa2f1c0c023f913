# wrong: join-before-get — packs the state small, and joins before it is read
import multiprocessing
import pickle
import zlib


def child(mutate, state, queue):
    mutate(state)
    queue.put(zlib.compress(pickle.dumps(state)))


def run_isolated(mutate, state):
    queue = multiprocessing.Queue()
    process = multiprocessing.Process(target=child, args=(mutate, state, queue))
    process.start()
    process.join()
    return pickle.loads(zlib.decompress(queue.get())), state
