# right: the larger index first, and the accounts themselves in a with
def transfer(accounts, source, target, amount):
    if amount < 0:
        raise ValueError("negative")
    for_all = max(source, target), min(source, target)
    with accounts[for_all[0]], accounts[for_all[1]]:
        if accounts[source].value < amount:
            return False
        accounts[source].value -= amount
        accounts[target].value += amount
        return True
