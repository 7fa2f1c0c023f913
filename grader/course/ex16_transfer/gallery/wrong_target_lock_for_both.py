# wrong: money-lost — the source is changed under the target's lock only
def transfer(accounts, source, target, amount):
    if amount < 0:
        raise ValueError("negative")
    with accounts[target].get_lock():
        if accounts[source].value < amount:
            return False
        accounts[source].value -= amount
        accounts[target].value += amount
        return True
