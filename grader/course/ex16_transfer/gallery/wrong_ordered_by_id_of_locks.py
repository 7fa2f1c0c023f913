# wrong: locks-cross
def transfer(accounts, source, target, amount):
    if amount < 0:
        raise ValueError("negative")
    first, second = sorted([accounts[source].get_lock(), accounts[target].get_lock()], key=id)
    with first, second:
        if accounts[source].value < amount:
            return False
        accounts[source].value -= amount
        accounts[target].value += amount
        return True
