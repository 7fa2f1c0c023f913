# wrong: never-locked
def transfer(accounts, source, target, amount):
    if amount < 0:
        raise ValueError("negative")
    if accounts[source].value < amount:
        return False
    accounts[source].value -= amount
    accounts[target].value += amount
    return True
