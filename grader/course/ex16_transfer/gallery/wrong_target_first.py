# wrong: locks-cross — the target first
def transfer(accounts, source, target, amount):
    if amount < 0:
        raise ValueError("negative")
    with accounts[target]:
        with accounts[source]:
            if accounts[source].value < amount:
                return False
            accounts[source].value -= amount
            accounts[target].value += amount
            return True
