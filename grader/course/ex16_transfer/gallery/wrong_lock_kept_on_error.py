# wrong: lock-kept
def transfer(accounts, source, target, amount):
    first, second = sorted([source, target])
    accounts[first].acquire()
    accounts[second].acquire()
    if amount < 0:
        raise ValueError("negative")
    covered = accounts[source].value >= amount
    if covered:
        accounts[source].value -= amount
        accounts[target].value += amount
    accounts[second].release()
    accounts[first].release()
    return covered
