# wrong: lock-kept
def transfer(accounts, source, target, amount):
    if amount < 0:
        raise ValueError("negative")
    first, second = sorted([source, target])
    accounts[first].acquire()
    accounts[second].acquire()
    if accounts[source].value < amount:
        return False
    accounts[source].value -= amount
    accounts[target].value += amount
    accounts[second].release()
    accounts[first].release()
    return True
