# right: waits a short time for the second lock, and starts over if it does not come
import random
import time


def transfer(accounts, source, target, amount):
    if amount < 0:
        raise ValueError("negative")
    mine, other = accounts[source].get_lock(), accounts[target].get_lock()
    while True:
        with mine:
            if other.acquire(timeout=0.05):
                try:
                    if accounts[source].value < amount:
                        return False
                    accounts[source].value -= amount
                    accounts[target].value += amount
                    return True
                finally:
                    other.release()
        time.sleep(random.uniform(0.001, 0.02))
