# tries: SIGSTOP, until a helper continues it as a nap in place of a barrier.
# exercise: ex26_barrier
# holds: who stops it is a process of the play, and its sleep is seen.
# codes: second-too-early
import multiprocessing
import os
import signal
import time


def nap(seconds):
    me = os.getpid()
    pid = os.fork()
    if pid == 0:
        time.sleep(seconds)
        os.kill(me, signal.SIGCONT)
        os._exit(0)
    os.kill(me, signal.SIGSTOP)
    os.waitpid(pid, 0)


def both(first, second, i):
    first(i)
    nap(0.4)
    second(i)


def two_phases(first, second, count):
    processes = [multiprocessing.Process(target=both, args=(first, second, i)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
