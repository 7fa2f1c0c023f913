# tries: switch off every alarm and block every signal, then wait for ever.
# exercise: ex02_start_and_join
# holds: no watchdog of the judge's is within reach.
# codes: stalled no-progress never-called
import signal
import threading


def run_workers(worker, nums):
    signal.alarm(0)
    signal.setitimer(signal.ITIMER_REAL, 0)
    for number in (signal.SIGALRM, signal.SIGTERM, signal.SIGINT, signal.SIGXCPU):
        signal.signal(number, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
    threading.Lock().acquire()
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
