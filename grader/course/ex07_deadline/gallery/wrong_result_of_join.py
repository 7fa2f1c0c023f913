# wrong: waits-without-limit — join returns None, so the deadline never comes
import multiprocessing


def run_with_deadline(target, args=(), seconds=1.0, grace=1.0):
    process = multiprocessing.Process(target=target, args=args)
    process.start()
    if process.join(seconds) is False:
        process.terminate()
        process.join(grace)
    process.join()
    return process.exitcode
