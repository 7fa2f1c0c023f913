# wrong: sleeps-on — it waits the whole grace for one that has ended
import multiprocessing
import time


def run_with_deadline(target, args=(), seconds=1.0, grace=1.0):
    process = multiprocessing.Process(target=target, args=args)
    process.start()
    process.join(seconds)
    if process.is_alive():
        process.terminate()
        time.sleep(grace)
    if process.is_alive():
        process.kill()
    process.join()
    return process.exitcode
