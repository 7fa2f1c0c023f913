# wrong: money-lost — the target is changed under the source's lock only
def transfer(accounts, source, target, amount):
    if amount < 0:
        raise ValueError("negative")
    with accounts[source].get_lock():
        if accounts[source].value < amount:
            return False
        accounts[source].value -= amount
        accounts[target].value += amount
        return True
