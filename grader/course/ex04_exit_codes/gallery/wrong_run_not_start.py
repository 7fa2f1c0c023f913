# wrong: in-the-caller
import multiprocessing


def exit_codes(tasks):
    processes = [multiprocessing.Process(target=task) for task in tasks]
    for process in processes:
        process.run()
    return [process.exitcode for process in processes]
