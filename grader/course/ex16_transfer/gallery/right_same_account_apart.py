# right: the same account is looked at first
def transfer(accounts, source, target, amount):
    if amount < 0:
        raise ValueError("negative")
    if source == target:
        with accounts[source].get_lock():
            return accounts[source].value >= amount
    first, second = sorted([source, target])
    with accounts[first].get_lock():
        with accounts[second].get_lock():
            if accounts[source].value < amount:
                return False
            accounts[source].value -= amount
            accounts[target].value += amount
            return True
