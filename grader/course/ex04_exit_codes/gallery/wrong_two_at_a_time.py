# wrong: too-few-together
import multiprocessing


def exit_codes(tasks):
    codes = []
    for at in range(0, len(tasks), 2):
        processes = [multiprocessing.Process(target=task) for task in tasks[at : at + 2]]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        codes += [process.exitcode for process in processes]
    return codes
