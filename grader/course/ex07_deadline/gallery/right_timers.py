# right: timers in threads do the ending
import multiprocessing
import threading


def run_with_deadline(target, args=(), seconds=1.0, grace=1.0):
    process = multiprocessing.Process(target=target, args=args)
    process.start()
    timers = [threading.Timer(seconds, process.terminate), threading.Timer(seconds + grace, process.kill)]
    for timer in timers:
        timer.start()
    process.join()
    for timer in timers:
        timer.cancel()
    return process.exitcode
