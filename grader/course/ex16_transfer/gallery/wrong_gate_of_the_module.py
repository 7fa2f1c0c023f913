# wrong: locks-cross — a lock around the taking of the two, which spawn does not share
import multiprocessing

GATE = multiprocessing.Lock()


def transfer(accounts, source, target, amount):
    if amount < 0:
        raise ValueError("negative")
    with GATE:
        accounts[source].acquire()
        accounts[target].acquire()
    try:
        if accounts[source].value < amount:
            return False
        accounts[source].value -= amount
        accounts[target].value += amount
        return True
    finally:
        accounts[target].release()
        accounts[source].release()
