# wrong: left-alive — join(seconds) does not end a process
import multiprocessing


def run_with_deadline(target, args=(), seconds=1.0, grace=1.0):
    process = multiprocessing.Process(target=target, args=args)
    process.start()
    process.join(seconds)
    return process.exitcode
