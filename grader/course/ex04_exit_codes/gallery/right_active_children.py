# right: active_children() reaps too
import multiprocessing
import time


def exit_codes(tasks):
    processes = [multiprocessing.Process(target=task) for task in tasks]
    for process in processes:
        process.start()
    while any(process in multiprocessing.active_children() for process in processes):
        time.sleep(0.1)
    return list(map(lambda process: process.exitcode, processes))
