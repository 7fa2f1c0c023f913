# wrong: no-code — waits for one second only
import multiprocessing


def exit_codes(tasks):
    processes = [multiprocessing.Process(target=task) for task in tasks]
    for process in processes:
        process.start()
    for process in processes:
        process.join(1)
    return [process.exitcode for process in processes]
