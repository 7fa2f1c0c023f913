# wrong: one-after-another
import multiprocessing


def exit_codes(tasks):
    codes = []
    for task in tasks:
        process = multiprocessing.Process(target=task)
        process.start()
        process.join()
        codes.append(process.exitcode)
    return codes
