# tries: a timerfd as a nap in place of an event that gives the signal.
# exercise: ex24_event
# holds: the kernel tells which file is read, and a timerfd is a timer.
# codes: begins-too-early
import ctypes
import multiprocessing
import os


def nap(seconds):
    libc = ctypes.CDLL(None)
    fd = libc.timerfd_create(1, 0)
    libc.timerfd_settime(fd, 0, (ctypes.c_long * 4)(0, 0, int(seconds), int(seconds % 1 * 1e9)), None)
    os.read(fd, 8)
    os.close(fd)


def later(work, i):
    nap(0.45)
    work(i)


def start_together(work, count):
    processes = [multiprocessing.Process(target=later, args=(work, i)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
