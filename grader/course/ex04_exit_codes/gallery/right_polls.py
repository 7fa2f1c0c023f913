# right: looks from time to time; daemons
import multiprocessing
import time


def exit_codes(tasks):
    processes = tuple(multiprocessing.Process(target=task, daemon=True) for task in tasks)
    for process in processes:
        process.start()
    while None in [process.exitcode for process in processes]:
        time.sleep(0.05)
    return [process.exitcode for process in processes]
