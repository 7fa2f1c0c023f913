# wrong: shared-state — a shared object changes for everybody
import multiprocessing


def run_isolated(mutate, state):
    with multiprocessing.Manager() as manager:
        shared = manager.dict(state)
        process = multiprocessing.Process(target=mutate, args=(shared,))
        process.start()
        process.join()
        return dict(shared), state
