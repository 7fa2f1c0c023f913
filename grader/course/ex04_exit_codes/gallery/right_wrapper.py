# right: a function of its own around the task, and output of its own
import multiprocessing


def announce(at, task):
    print("task", at, "begins", flush=True)
    task()
    print("task", at, "has ended", flush=True)


def exit_codes(tasks):
    processes = [multiprocessing.Process(target=announce, args=(at, task)) for at, task in enumerate(tasks)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [process.exitcode for process in processes]
