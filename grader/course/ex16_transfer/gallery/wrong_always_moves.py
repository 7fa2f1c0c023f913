# wrong: wrong-answer
def transfer(accounts, source, target, amount):
    if amount < 0:
        raise ValueError("negative")
    first, second = sorted([source, target])
    with accounts[first].get_lock(), accounts[second].get_lock():
        accounts[source].value -= amount
        accounts[target].value += amount
        return True
