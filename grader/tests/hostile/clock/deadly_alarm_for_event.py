# tries: a process that an alarm ends as a nap in place of an event that gives the signal.
# exercise: ex24_event
# holds: the judge is told of every alarm, in whichever process it is set.
# codes: begins-too-early
import multiprocessing
import os
import signal


def nap(seconds):
    pid = os.fork()
    if pid == 0:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        while True:
            signal.pause()
    os.waitpid(pid, 0)


def later(work, i):
    nap(0.45)
    work(i)


def start_together(work, count):
    processes = [multiprocessing.Process(target=later, args=(work, i)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
