# wrong: no-code
import multiprocessing


def exit_codes(tasks):
    processes = [multiprocessing.Process(target=task) for task in tasks]
    for process in processes:
        process.start()
    return [process.join() for process in processes]
