# tries: a process that an alarm ends as a nap in place of a semaphore.
# exercise: ex25_semaphore
# holds: the judge is told of every alarm, in whichever process it is set.
# codes: too-many-at-work
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


def later(work, item, turn):
    for _ in range(turn):
        nap(0.5)
    work(item)


def throttled(work, items, limit):
    processes = [multiprocessing.Process(target=later, args=(work, item, n // limit)) for n, item in enumerate(items)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
