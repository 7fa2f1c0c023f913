# wrong: ended-too-early — one second, whatever the argument says
import multiprocessing


def run_with_deadline(target, args=(), seconds=1.0, grace=1.0):
    process = multiprocessing.Process(target=target, args=args)
    process.start()
    process.join(1.0)
    if process.is_alive():
        process.terminate()
        process.join(grace)
    if process.is_alive():
        process.kill()
    process.join()
    return process.exitcode
