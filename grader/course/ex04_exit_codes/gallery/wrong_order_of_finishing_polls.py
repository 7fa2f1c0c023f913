# wrong: not-in-task-order — looks again and again who has ended
import multiprocessing
import time


def exit_codes(tasks):
    processes = [multiprocessing.Process(target=task) for task in tasks]
    for process in processes:
        process.start()
    codes = []
    while processes:
        for process in list(processes):
            if not process.is_alive():
                codes.append(process.exitcode)
                processes.remove(process)
        time.sleep(0.02)
    return codes
