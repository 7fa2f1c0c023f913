# wrong: never-locked — a lock of the module's, which nobody else takes, and spawn does not share
import multiprocessing

LOCK = multiprocessing.Lock()


def transfer(accounts, source, target, amount):
    if amount < 0:
        raise ValueError("negative")
    with LOCK:
        if accounts[source].value < amount:
            return False
        accounts[source].value -= amount
        accounts[target].value += amount
        return True
