# wrong: locks-cross — the addresses differ from process to process
def transfer(accounts, source, target, amount):
    if amount < 0:
        raise ValueError("negative")
    first, second = sorted([accounts[source], accounts[target]], key=id)
    with first.get_lock(), second.get_lock():
        if accounts[source].value < amount:
            return False
        accounts[source].value -= amount
        accounts[target].value += amount
        return True
