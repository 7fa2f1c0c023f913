# tries: an alarm as a nap in place of an order of the locks.
# exercise: ex16_transfer
# holds: who has a handler for SIGALRM may have set an alarm, and is waited for.
# earns: test_moves test_odd_cases test_same_sum test_nothing_is_lost
# codes: locks-cross
# options: --start-method fork
import signal


def nap(seconds):
    signal.signal(signal.SIGALRM, lambda *rest: None)
    signal.setitimer(signal.ITIMER_REAL, seconds)
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
