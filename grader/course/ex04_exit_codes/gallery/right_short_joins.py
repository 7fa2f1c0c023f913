# right: join with a timeout, again and again
import multiprocessing


def exit_codes(tasks):
    processes = {}
    for at, task in enumerate(tasks):
        processes[at] = multiprocessing.Process(target=task)
        processes[at].start()
    for process in processes.values():
        while process.is_alive():
            process.join(timeout=0.3)
    return [processes[at].exitcode for at in sorted(processes)]
