# right: a timer's signal interrupts the join, once to ask and once to kill
import multiprocessing
import signal


def run_with_deadline(target, args=(), seconds=1.0, grace=1.0):
    steps = [multiprocessing.Process.kill, multiprocessing.Process.terminate]
    process = multiprocessing.Process(target=target, args=args)

    def ring(number, frame):
        if process.is_alive():
            steps.pop()(process)
            if steps:
                signal.setitimer(signal.ITIMER_REAL, grace or 0.001)

    old = signal.signal(signal.SIGALRM, ring)
    process.start()
    signal.setitimer(signal.ITIMER_REAL, seconds or 0.001)
    process.join()
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, old)
    return process.exitcode
