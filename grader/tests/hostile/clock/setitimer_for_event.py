# tries: an alarm as a nap in place of an event that gives the signal.
# exercise: ex24_event
# holds: who has a handler for SIGALRM may have set an alarm, and is waited for.
# codes: begins-too-early one-after-another
import multiprocessing
import signal


def nap(seconds):
    signal.signal(signal.SIGALRM, lambda *rest: None)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    signal.pause()


def later(work, i):
    nap(0.45)
    work(i)


def start_together(work, count):
    processes = [multiprocessing.Process(target=later, args=(work, i)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
