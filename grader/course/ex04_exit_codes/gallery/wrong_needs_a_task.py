# wrong: exception — the first of none
import multiprocessing


def exit_codes(tasks):
    processes = [multiprocessing.Process(target=task) for task in tasks]
    for process in processes:
        process.start()
    last = processes[-1]
    last.join()
    for process in processes:
        process.join()
    return [process.exitcode for process in processes]
