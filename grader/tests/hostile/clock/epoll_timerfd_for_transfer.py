# tries: an epoll over a timerfd as a nap in place of an order of the locks.
# exercise: ex16_transfer
# holds: a process with a timerfd may wait for that when it polls.
# earns: test_moves test_odd_cases test_same_sum test_nothing_is_lost
# codes: locks-cross
import ctypes
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


def transfer(accounts, source, target, amount):
    if amount < 0:
        raise ValueError
    if source > target:
        nap(0.6)
    with accounts[source].get_lock(), accounts[target].get_lock():
        if accounts[source].value < amount:
            return False
        accounts[source].value -= amount
        accounts[target].value += amount
        return True
