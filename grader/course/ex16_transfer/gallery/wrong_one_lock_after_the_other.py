# wrong: sum-changes
def transfer(accounts, source, target, amount):
    if amount < 0:
        raise ValueError("negative")
    if source == target:
        return accounts[source].value >= amount
    with accounts[source].get_lock():
        if accounts[source].value < amount:
            return False
        accounts[source].value -= amount
    with accounts[target].get_lock():
        accounts[target].value += amount
    return True
