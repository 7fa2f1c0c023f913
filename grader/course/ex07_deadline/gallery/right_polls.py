# right: looks again and again
import multiprocessing
import time


def ends_in_time(process, seconds):
    end = time.monotonic() + seconds
    while process.is_alive():
        if time.monotonic() >= end:
            return False
        time.sleep(0.02)
    return True


def run_with_deadline(target, args=(), seconds=1.0, grace=1.0):
    process = multiprocessing.Process(target=target, args=args)
    process.start()
    if not ends_in_time(process, seconds):
        process.terminate()
        if not ends_in_time(process, grace):
            process.kill()
    process.join()
    return process.exitcode
