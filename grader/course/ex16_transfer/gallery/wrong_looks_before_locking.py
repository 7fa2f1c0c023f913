# wrong: overdrawn — what was covered may not be so any more
def transfer(accounts, source, target, amount):
    if amount < 0:
        raise ValueError("negative")
    if accounts[source].value < amount:
        return False
    first, second = sorted([source, target])
    with accounts[first].get_lock(), accounts[second].get_lock():
        accounts[source].value -= amount
        accounts[target].value += amount
        return True
