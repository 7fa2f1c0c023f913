# wrong: killed-at-once — no time between the two
import multiprocessing


def run_with_deadline(target, args=(), seconds=1.0, grace=1.0):
    process = multiprocessing.Process(target=target, args=args)
    process.start()
    process.join(seconds)
    if process.is_alive():
        process.terminate()
        process.kill()
    process.join()
    return process.exitcode
