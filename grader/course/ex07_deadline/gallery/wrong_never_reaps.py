# wrong: not-joined
import multiprocessing
import time
from multiprocessing.connection import wait


def tell(target, args, code):
    try:
        target(*args)
        code.value = 0
    except SystemExit as end:
        code.value = end.code
    except BaseException:
        code.value = 1


def run_with_deadline(target, args=(), seconds=1.0, grace=1.0):
    code = multiprocessing.Value("i", -15)
    process = multiprocessing.Process(target=tell, args=(target, args, code))
    process.start()
    if not wait([process.sentinel], seconds):
        process.terminate()
        if not wait([process.sentinel], grace):
            process.kill()
            wait([process.sentinel])
    time.sleep(0.2)
    return code.value
