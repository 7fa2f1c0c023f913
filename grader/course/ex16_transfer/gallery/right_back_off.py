# right: takes the second lock only if it is free, and starts over if not
import random
import time


def transfer(accounts, source, target, amount):
    if amount < 0:
        raise ValueError("negative")
    while True:
        with accounts[source].get_lock():
            if accounts[target].get_lock().acquire(block=False):
                try:
                    covered = accounts[source].value >= amount
                    if covered:
                        accounts[source].value -= amount
                        accounts[target].value += amount
                    return covered
                finally:
                    accounts[target].get_lock().release()
        time.sleep(random.uniform(0.001, 0.02))
