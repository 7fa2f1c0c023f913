# wrong: wrong-balances
def transfer(accounts, source, target, amount):
    if amount < 0:
        raise ValueError("negative")
    first, second = sorted([source, target])
    with accounts[first].get_lock(), accounts[second].get_lock():
        here, there = accounts[source].value, accounts[target].value
        if here < amount:
            return False
        accounts[source].value = here - amount
        accounts[target].value = there + amount
        return True
