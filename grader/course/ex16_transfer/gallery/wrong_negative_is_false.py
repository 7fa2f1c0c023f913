# wrong: no-value-error
def transfer(accounts, source, target, amount):
    if amount < 0:
        return False
    first, second = sorted([source, target])
    with accounts[first].get_lock(), accounts[second].get_lock():
        if accounts[source].value < amount:
            return False
        accounts[source].value -= amount
        accounts[target].value += amount
        return True
