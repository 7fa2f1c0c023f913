# right: waits for whichever ends next, and notes the code at its place
import multiprocessing
from multiprocessing.connection import wait


def exit_codes(tasks):
    running = {}
    for at, task in enumerate(tasks):
        process = multiprocessing.Process(target=task)
        process.start()
        running[process.sentinel] = at, process
    codes = [None] * len(tasks)
    while running:
        for sentinel in wait(list(running)):
            at, process = running.pop(sentinel)
            process.join()
            codes[at] = process.exitcode
            process.close()
    return codes
