# wrong: guessed-code — what it did is not how the process ended
import multiprocessing


def run_with_deadline(target, args=(), seconds=1.0, grace=1.0):
    process = multiprocessing.Process(target=target, args=args)
    process.start()
    process.join(seconds)
    if not process.is_alive():
        return process.exitcode
    process.terminate()
    process.join(grace)
    if not process.is_alive():
        return -15
    process.kill()
    process.join()
    return -9
