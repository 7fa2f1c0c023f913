# wrong: money-lost — one lock of the two
def transfer(accounts, source, target, amount):
    if amount < 0:
        raise ValueError("negative")
    with accounts[min(source, target)].get_lock():
        if accounts[source].value < amount:
            return False
        accounts[source].value -= amount
        accounts[target].value += amount
        return True
