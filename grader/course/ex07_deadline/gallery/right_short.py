# right: one line a step, and join() after each
import multiprocessing


def run_with_deadline(target, args=(), seconds=1.0, grace=1.0):
    process = multiprocessing.Process(target=target, args=args)
    process.start()
    for timeout, end in ((seconds, process.terminate), (grace, process.kill)):
        process.join(timeout)
        if not process.is_alive():
            break
        end()
    process.join()
    code = process.exitcode
    process.close()
    return code
