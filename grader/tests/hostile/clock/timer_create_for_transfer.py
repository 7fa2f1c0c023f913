# tries: a timer of timer_create as a nap in place of an order of the locks.
# exercise: ex16_transfer
# holds: the filter of the play refuses timer_create.
# codes: exception
import ctypes
import signal


def nap(seconds):
    libc = ctypes.CDLL(None)
    signal.signal(signal.SIGUSR1, lambda *rest: None)
    timer = ctypes.c_void_p()
    event = (ctypes.c_int * 16)(0, 0, int(signal.SIGUSR1), 0)
    if libc.timer_create(1, event, ctypes.byref(timer)):
        raise OSError("no timer")
    libc.timer_settime(timer, 0, (ctypes.c_long * 4)(0, 0, int(seconds), int(seconds % 1 * 1e9)), None)
    signal.pause()


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
