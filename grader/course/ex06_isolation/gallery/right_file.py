# right: through a file, after join()
import multiprocessing
import os
import pickle
import tempfile


def work(mutate, state, name):
    mutate(state)
    with open(name, "wb") as file:
        pickle.dump(state, file)


def run_isolated(mutate, state):
    with tempfile.TemporaryDirectory() as folder:
        name = os.path.join(folder, "state")
        process = multiprocessing.Process(target=work, args=(mutate, state, name))
        process.start()
        process.join()
        with open(name, "rb") as file:
            return pickle.load(file), state
