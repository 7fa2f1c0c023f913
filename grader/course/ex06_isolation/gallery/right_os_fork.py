# right: a process made by hand
import os
import pickle
import sys


def run_isolated(mutate, state):
    source, sink = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(source)
            mutate(state)
            with os.fdopen(sink, "wb") as file:
                pickle.dump(state, file)
        finally:
            os._exit(0)
    os.close(sink)
    try:
        with os.fdopen(source, "rb") as file:
            return pickle.load(file), state
    finally:
        os.waitpid(pid, 0)
