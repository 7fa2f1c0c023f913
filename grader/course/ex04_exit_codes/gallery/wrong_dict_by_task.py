# wrong: call-missing — a task that stands there twice runs once
import multiprocessing


def exit_codes(tasks):
    processes = {task: multiprocessing.Process(target=task) for task in tasks}
    for process in processes.values():
        process.start()
    for process in processes.values():
        process.join()
    return [processes[task].exitcode for task in tasks]
