# wrong: not-in-task-order — notes the codes as the processes end
import multiprocessing
from multiprocessing.connection import wait


def exit_codes(tasks):
    processes = {}
    for task in tasks:
        process = multiprocessing.Process(target=task)
        process.start()
        processes[process.sentinel] = process
    codes = []
    while processes:
        for sentinel in wait(list(processes)):
            process = processes.pop(sentinel)
            process.join()
            codes.append(process.exitcode)
    return codes
