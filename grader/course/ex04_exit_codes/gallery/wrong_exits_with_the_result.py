# wrong: result-not-code — makes an exit code of what the task returns
import multiprocessing
import sys


def run(task):
    sys.exit(task())


def exit_codes(tasks):
    processes = [multiprocessing.Process(target=run, args=(task,)) for task in tasks]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [process.exitcode for process in processes]
