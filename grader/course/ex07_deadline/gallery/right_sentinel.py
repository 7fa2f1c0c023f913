# right: waits on the sentinel
import multiprocessing
from multiprocessing.connection import wait


def run_with_deadline(target, args=(), seconds=1.0, grace=1.0):
    process = multiprocessing.Process(target=target, args=args, daemon=True)
    process.start()
    if not wait([process.sentinel], timeout=seconds):
        process.terminate()
        if not wait([process.sentinel], timeout=grace):
            process.kill()
    process.join()
    return process.exitcode
