# wrong: lock-kept — acquire and release, and an exception between them
def transfer(accounts, source, target, amount):
    if amount < 0:
        raise ValueError("negative")
    first, second = sorted([source, target])
    accounts[first].acquire()
    accounts[second].acquire()
    covered = accounts[source].value >= amount
    if covered:
        accounts[source].value -= amount
        accounts[target].value += amount
    accounts[second].release()
    accounts[first].release()
    return covered
