# wrong: sum-changes — the first account's lock stands for all
def transfer(accounts, source, target, amount):
    if amount < 0:
        raise ValueError("negative")
    with accounts[0].get_lock():
        if accounts[source].value < amount:
            return False
        accounts[source].value -= amount
        accounts[target].value += amount
        return True
