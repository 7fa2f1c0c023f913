# wrong: wrong-default — None is no tuple
import multiprocessing
import signal
import time


def run_with_deadline(target, args=None, seconds=1.0, grace=1.0):
    process = multiprocessing.Process(target=target, args=args)
    process.start()
    process.join(seconds)  # comes back when the process has ended or the time is over, and does not say which
    if process.is_alive():
        process.terminate()
        process.join(grace)
    if process.is_alive():
        process.kill()
        process.join()
    return process.exitcode
