# wrong: not-in-task-order
import multiprocessing


def exit_codes(tasks):
    processes = [multiprocessing.Process(target=task) for task in tasks]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return sorted(process.exitcode for process in processes)
