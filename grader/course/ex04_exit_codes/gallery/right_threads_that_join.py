# right: a thread for each process
import multiprocessing
import threading


def run(task, codes, at):
    process = multiprocessing.Process(target=task)
    process.start()
    process.join()
    codes[at] = process.exitcode


def exit_codes(tasks):
    codes = [None] * len(tasks)
    threads = [threading.Thread(target=run, args=(task, codes, at)) for at, task in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return codes
