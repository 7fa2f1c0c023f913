# right: takes the locks of all accounts, in order
from contextlib import ExitStack


def transfer(accounts, source, target, amount):
    if amount < 0:
        raise ValueError("negative")
    with ExitStack() as stack:
        for account in accounts:
            stack.enter_context(account.get_lock())
        if accounts[source].value < amount:
            return False
        accounts[source].value -= amount
        accounts[target].value += amount
        return True
