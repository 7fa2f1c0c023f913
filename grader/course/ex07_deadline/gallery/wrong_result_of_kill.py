# wrong: wrong-value — True and False in place of the exit code
import multiprocessing


def run_with_deadline(target, args=(), seconds=1.0, grace=1.0):
    process = multiprocessing.Process(target=target, args=args)
    process.start()
    process.join(seconds)
    in_time = not process.is_alive()
    if not in_time:
        process.terminate()
        process.join(grace)
    if process.is_alive():
        process.kill()
    process.join()
    return in_time
