# wrong: money-lost — reads the balances before it has the locks
def transfer(accounts, source, target, amount):
    if amount < 0:
        raise ValueError("negative")
    here, there = accounts[source].value, accounts[target].value
    if here < amount:
        return False
    if source == target:
        return True
    first, second = sorted([source, target])
    with accounts[first].get_lock(), accounts[second].get_lock():
        accounts[source].value = here - amount
        accounts[target].value = there + amount
        return True
