# wrong: wrong-value — 1 for everything that is not 0
import multiprocessing


def exit_codes(tasks):
    processes = [multiprocessing.Process(target=task) for task in tasks]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [1 if process.exitcode else 0 for process in processes]
