# wrong: not-picklable — works under fork only
import multiprocessing


def exit_codes(tasks):
    processes = [multiprocessing.Process(target=lambda task=task: task()) for task in tasks]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [process.exitcode for process in processes]
