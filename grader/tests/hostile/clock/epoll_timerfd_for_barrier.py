# tries: an epoll over a timerfd as a nap in place of a barrier.
# exercise: ex26_barrier
# holds: a process with a timerfd may wait for that when it polls.
# codes: second-too-early
import ctypes
import multiprocessing
import os
import select


def nap(seconds):
    libc = ctypes.CDLL(None)
    fd = libc.timerfd_create(1, 0)
    libc.timerfd_settime(fd, 0, (ctypes.c_long * 4)(0, 0, int(seconds), int(seconds % 1 * 1e9)), None)
    epoll = select.epoll()
    epoll.register(fd)
    epoll.poll()
    os.close(fd)


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
