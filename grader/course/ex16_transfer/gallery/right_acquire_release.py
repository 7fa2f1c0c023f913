# right: acquire and release by hand
def transfer(accounts, source, target, amount):
    if amount < 0:
        raise ValueError("negative")
    locks = [accounts[index].get_lock() for index in sorted({source, target})]
    for lock in locks:
        lock.acquire()
    try:
        if accounts[source].value < amount:
            return False
        accounts[source].value -= amount
        accounts[target].value += amount
        return True
    finally:
        for lock in reversed(locks):
            lock.release()
