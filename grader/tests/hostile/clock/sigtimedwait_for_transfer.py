# tries: a signal that nobody sends as a nap in place of an order of the locks.
# exercise: ex16_transfer
# holds: only a timer ends that wait, as it ends a sleep.
# earns: test_moves test_odd_cases test_same_sum test_nothing_is_lost
# codes: locks-cross
import signal


def nap(seconds):
    signal.sigtimedwait([signal.SIGUSR1], seconds)


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
